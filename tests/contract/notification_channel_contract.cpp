// SPDX-License-Identifier: Apache-2.0
// What the business relies on in a channel, over the one in memory and the one in a folder; and what a person finds in
// the folder.
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "connectors/notifications/memory_channel.h"
#include "connectors/notifications/outbox_folder.h"

using namespace pizza;

namespace {

ChannelMessage message(Channel channel, std::string key, std::string address) {
  ChannelMessage message;
  message.notification = {7};
  message.channel = channel;
  message.attempt = 2;
  message.idempotency_key = std::move(key);
  message.address = std::move(address);
  message.language = "de";
  message.title = "Ihre Bestellung ist da – guten Appetit";
  message.body = "Bei Café Größe\nfür 5 €";
  message.topic = "progress";
  message.order = {12};
  message.at = {1'795'201'200'000};  // 2026-11-20T19:00:00Z
  return message;
}

ChannelMessage mail(std::string key) {
  return message(Channel::Email, std::move(key), "ada@example.org");
}

// A channel, what it has answered, and how many messages it has taken.
struct Bench {
  std::vector<ChannelAnswer> answers;
  QTemporaryDir folder;
  std::unique_ptr<NotificationChannel> channel;
  std::function<std::size_t()> taken;

  void make(bool in_folder) {
    const auto answer = [this](const ChannelAnswer& one) { answers.push_back(one); };
    if (in_folder) {
      auto outbox = std::make_unique<OutboxFolder>(path(), answer);
      taken = [box = outbox.get()] { return box->files(); };
      channel = std::move(outbox);
    } else {
      auto memory = std::make_unique<MemoryChannel>(answer);
      taken = [kept = memory.get()] { return kept->messages().size(); };
      channel = std::move(memory);
    }
  }
  std::filesystem::path path() const { return std::filesystem::path(folder.path().toStdString()) / "outbox"; }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path())) found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
  }
  std::string content(const std::string& name) const {
    std::ifstream file(path() / name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
};

}  // namespace

class NotificationChannelContract : public QObject {
  Q_OBJECT

 private slots:
  void says_what_it_sent_data() { kinds(); }
  void says_what_it_sent() {
    QFETCH(bool, in_folder);
    Bench bench;
    bench.make(in_folder);
    bench.channel->send(mail("n7-email-2"));
    QCOMPARE(bench.answers.size(), std::size_t{1});
    const ChannelAnswer& answer = bench.answers.front();
    QCOMPARE(answer.notification, NotificationId{7});
    QCOMPARE(answer.channel, Channel::Email);
    QCOMPARE(answer.attempt, 2);
    QCOMPARE(answer.verdict, ChannelVerdict::Sent);
    QCOMPARE(answer.address, std::string("ada@example.org"));
  }

  void sends_a_key_once_data() { kinds(); }
  void sends_a_key_once() {
    QFETCH(bool, in_folder);
    Bench bench;
    bench.make(in_folder);
    bench.channel->send(mail("n7-email-1"));
    bench.channel->send(mail("n7-email-1"));
    QCOMPARE(bench.taken(), std::size_t{1});
    QCOMPARE(bench.answers.size(), std::size_t{2});
    QCOMPARE(bench.answers[0].verdict, bench.answers[1].verdict);
    bench.channel->send(mail("n7-email-2"));
    QCOMPARE(bench.taken(), std::size_t{2});
  }

  void answers_nobody_who_does_not_wait_data() { kinds(); }
  void answers_nobody_who_does_not_wait() {
    QFETCH(bool, in_folder);
    Bench bench;
    bench.make(in_folder);
    ChannelMessage code = mail("c1");
    code.notification = {};
    bench.channel->send(code);
    QCOMPARE(bench.taken(), std::size_t{1});
    QVERIFY(bench.answers.empty());
  }

  void refuses_what_is_no_address_data() { kinds(); }
  void refuses_what_is_no_address() {
    QFETCH(bool, in_folder);
    Bench bench;
    bench.make(in_folder);
    int key = 0;
    const auto refused = [&](Channel channel, const std::string& address) {
      bench.channel->send(message(channel, "k" + std::to_string(++key), address));
      return bench.answers.back().verdict == ChannelVerdict::Refused && bench.answers.back().reason == "bad_address";
    };
    for (const char* address : {"", "ada", "@example.org", "ada@", "a b@example.org", "ada@example.org\r\nBcc: x@y.z",
                                "a@b@c", "ada@example.org,bob@example.org"})
      QVERIFY2(refused(Channel::Email, address), address);
    for (const char* address : {"", "12", "call me", "+377 1234567890123456"})
      QVERIFY2(refused(Channel::Sms, address), address);
    QVERIFY(refused(Channel::Push, "a token"));
    for (const char* address : {"+377 12 34 56 78", "(0377) 123-456"})
      QVERIFY2(!refused(Channel::Sms, address), address);
    QVERIFY(!refused(Channel::Email, "ada.lovelace+pizza@mail.example.org"));
    QVERIFY(!refused(Channel::Push, "fcm:abc_DEF-123"));
  }

  void a_mail_can_be_opened() {
    Bench bench;
    bench.make(true);
    bench.channel->send(mail("n7-email-1"));
    QCOMPARE(bench.names().size(), std::size_t{1});
    const std::string name = bench.names().front();
    QVERIFY2(name.starts_with("20261120T190000.000Z-email-") && name.ends_with(".eml"), name.c_str());
    QVERIFY(name.find("ada") == std::string::npos);
    const std::string text = bench.content(name);
    QVERIFY(text.find("Date: Fri, 20 Nov 2026 19:00:00 +0000\r\n") != std::string::npos);
    QVERIFY(text.find("To: ada@example.org\r\n") != std::string::npos);
    const std::size_t subject = text.find("Subject: =?UTF-8?B?");
    QVERIFY(subject != std::string::npos);
    QVERIFY(text.ends_with("\r\n\r\nBei Café Größe\r\nfür 5 €"));
    QVERIFY(text.find("List-Unsubscribe") == std::string::npos);
    std::string words;  // the subject, as a mail program reads it
    for (std::size_t at = text.find("=?UTF-8?B?"); at != std::string::npos; at = text.find("=?UTF-8?B?", at + 1)) {
      const std::size_t begin = at + 10;
      words += QByteArray::fromBase64(QByteArray::fromStdString(text.substr(begin, text.find("?=", begin) - begin)))
                   .toStdString();
    }
    QCOMPARE(words, std::string("Ihre Bestellung ist da – guten Appetit"));
  }

  void an_offer_says_how_to_have_no_more() {
    Bench bench;
    bench.make(true);
    ChannelMessage offer = mail("n8-email-1");
    offer.topic = "offers";
    offer.title = "20 % off\r\nBcc: everybody@example.org";
    bench.channel->send(offer);
    const std::string text = bench.content(bench.names().front());
    QVERIFY(text.find("List-Unsubscribe: <mailto:stop@pizzatwin.example?subject=STOP>\r\n") != std::string::npos);
    QVERIFY(text.find("\r\nBcc:") == std::string::npos);
  }

  void an_sms_is_a_text_and_a_push_is_json() {
    Bench bench;
    bench.make(true);
    bench.channel->send(message(Channel::Sms, "s", "+37712345678"));
    bench.channel->send(message(Channel::Push, "p", "token"));
    const std::vector<std::string> names = bench.names();
    QCOMPARE(names.size(), std::size_t{2});
    QVERIFY(names[0].ends_with(".json") && names[1].ends_with(".txt"));
    const std::string push = bench.content(names[0]);
    QVERIFY(push.find("\"title\": \"Ihre Bestellung ist da – guten Appetit\"") != std::string::npos);
    QVERIFY(push.find("\"order_id\": 12") != std::string::npos);
    QCOMPARE(bench.content(names[1]), std::string("To: +37712345678\n\nBei Café Größe\nfür 5 €\n"));
  }

  void a_restart_knows_what_was_sent() {
    Bench bench;
    bench.make(true);
    bench.channel->send(mail("n7-email-1"));
    bench.make(true);
    QCOMPARE(bench.taken(), std::size_t{1});
    bench.channel->send(mail("n7-email-1"));
    QCOMPARE(bench.names().size(), std::size_t{1});
    QCOMPARE(bench.answers.size(), std::size_t{2});
  }

  void the_folder_stays_small_and_others_files_stay() {
    Bench bench;
    std::filesystem::create_directories(bench.path());
    std::ofstream(bench.path() / "notes.txt") << "mine";
    std::vector<ChannelAnswer> answers;
    OutboxFolder outbox(bench.path(), [&](const ChannelAnswer& one) { answers.push_back(one); }, {"a", "b", 3});
    for (int i = 0; i < 5; ++i) {
      ChannelMessage one = mail("k" + std::to_string(i));
      one.at = one.at + minutes(i);
      one.body = std::string(static_cast<std::size_t>(100 - 20 * i), 'x');
      outbox.send(one);
    }
    QCOMPARE(outbox.files(), std::size_t{3});
    const std::vector<std::string> names = bench.names();
    QCOMPARE(names.size(), std::size_t{4});
    QVERIFY(names.front().starts_with("20261120T190200"));
    QCOMPARE(names.back(), std::string("notes.txt"));
    QCOMPARE(bench.content("notes.txt"), std::string("mine"));
    // The last one, shorter than all before, has nothing of the one whose place it took.
    Bench alone;
    OutboxFolder fresh(alone.path(), [](const ChannelAnswer&) {}, {"a", "b", 3});
    ChannelMessage last = mail("k4");
    last.at = last.at + minutes(4);
    last.body = std::string(20, 'x');
    fresh.send(last);
    QCOMPARE(alone.names(), std::vector<std::string>{names[2]});
    QCOMPARE(bench.content(names[2]), alone.content(names[2]));
  }

  void what_cannot_be_written_may_be_tried_again() {
    Bench bench;
    bench.make(true);
    std::filesystem::remove_all(bench.path());
    bench.channel->send(mail("n7-email-1"));
    QCOMPARE(bench.answers.back().verdict, ChannelVerdict::Later);
    QCOMPARE(bench.answers.back().reason, std::string("cannot_write"));
    std::filesystem::create_directories(bench.path());
    bench.channel->send(mail("n7-email-2"));
    QCOMPARE(bench.answers.back().verdict, ChannelVerdict::Sent);
  }

  void memory_does_as_it_is_told() {
    std::vector<ChannelAnswer> answers;
    MemoryChannel channel([&](const ChannelAnswer& one) { answers.push_back(one); });
    ChannelRuling lost;
    lost.lost = true;
    ChannelRuling held;
    held.held = true;
    ChannelRuling twice{ChannelVerdict::Later, "busy", false, false, true};
    for (const ChannelRuling& ruling : {lost, held, twice}) channel.plan(ruling);
    channel.send(mail("lost"));
    QVERIFY(answers.empty());
    channel.send(mail("lost"));
    QCOMPARE(answers.size(), std::size_t{1});
    channel.send(mail("held"));
    QCOMPARE(answers.size(), std::size_t{1});
    channel.release();
    QCOMPARE(answers.size(), std::size_t{2});
    channel.send(mail("twice"));
    QCOMPARE(answers.size(), std::size_t{4});
    QCOMPARE(answers.back().reason, std::string("busy"));
  }

 private:
  static void kinds() {
    QTest::addColumn<bool>("in_folder");
    QTest::newRow("memory") << false;
    QTest::newRow("folder") << true;
  }
};

QTEST_GUILESS_MAIN(NotificationChannelContract)
#include "notification_channel_contract.moc"
