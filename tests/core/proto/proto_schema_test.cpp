// SPDX-License-Identifier: Apache-2.0
// The published schemas are those of the business, and our bytes are what Protobuf itself reads and writes by them.
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/message_differencer.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <optional>

#include "core/catalogue.h"
#include "core/model/random_bits.h"
#include "core/proto/proto_text.h"

namespace pb = google::protobuf;
using namespace pizza;

namespace {

// What Protobuf's own compiler makes of the published files; nothing where it has anything to say about them.
std::optional<pb::FileDescriptorSet> compiled(QString& complaint) {
  const QString folder = QStringLiteral(PIZZA_SOURCE_DIR "/core/proto");
  QStringList arguments{"-I" + folder, "--descriptor_set_out=/dev/stdout"};
  for (const QString& name : QDir(folder).entryList({"*.proto"})) arguments.push_back(folder + '/' + name);
  QProcess protoc;
  protoc.start("protoc", arguments);
  if (!protoc.waitForFinished(60'000)) complaint = "protoc does not run: " + protoc.errorString();
  complaint += QString::fromUtf8(protoc.readAllStandardError());
  pb::FileDescriptorSet files;
  if (!complaint.isEmpty() || !files.ParseFromString(protoc.readAllStandardOutput().toStdString())) return {};
  return files;
}

// Fills a message with values that are not zero; leaves optional ones out at times. `usual` tells how long a list of
// fixed length is.
class Filler {
 public:
  explicit Filler(std::uint64_t seed) : random_(seed) {}

  void fill(pb::Message& message, const pb::Message& usual) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const pb::FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (field.is_repeated()) {
        const int fixed = usual.GetReflection()->FieldSize(usual, &field);
        const int size = fixed != 0 ? fixed : static_cast<int>(random_.below(4));
        for (int n = 0; n < size; ++n) add(message, field, true, usual);
      } else if (!field.has_optional_keyword() || random_.chance(600)) {
        add(message, field, false, usual);
      }
    }
  }

 private:
  void add(pb::Message& message, const pb::FieldDescriptor& field, bool to_list, const pb::Message& usual) {
    const pb::Reflection& reflection = *message.GetReflection();
    const auto number = static_cast<int>(1 + random_.below(100));
    const int either = random_.chance(500) ? number : -number;
    switch (field.cpp_type()) {
      case pb::FieldDescriptor::CPPTYPE_INT64:
        to_list ? reflection.AddInt64(&message, &field, either) : reflection.SetInt64(&message, &field, either);
        break;
      case pb::FieldDescriptor::CPPTYPE_INT32:
        to_list ? reflection.AddInt32(&message, &field, either) : reflection.SetInt32(&message, &field, either);
        break;
      case pb::FieldDescriptor::CPPTYPE_UINT64:
        to_list ? reflection.AddUInt64(&message, &field, static_cast<std::uint64_t>(number))
                : reflection.SetUInt64(&message, &field, static_cast<std::uint64_t>(number));
        break;
      case pb::FieldDescriptor::CPPTYPE_BOOL:
        to_list ? reflection.AddBool(&message, &field, true) : reflection.SetBool(&message, &field, true);
        break;
      case pb::FieldDescriptor::CPPTYPE_ENUM: {
        const int value = static_cast<int>(random_.below(static_cast<std::uint64_t>(field.enum_type()->value_count())));
        to_list ? reflection.AddEnumValue(&message, &field, value) : reflection.SetEnumValue(&message, &field, value);
        break;
      }
      case pb::FieldDescriptor::CPPTYPE_STRING: {
        const std::string text = "Ünicode " + std::to_string(number);
        to_list ? reflection.AddString(&message, &field, text) : reflection.SetString(&message, &field, text);
        break;
      }
      case pb::FieldDescriptor::CPPTYPE_MESSAGE: {
        pb::Message* nested =
            to_list ? reflection.AddMessage(&message, &field) : reflection.MutableMessage(&message, &field);
        const std::unique_ptr<pb::Message> unknown(nested->New());
        fill(*nested, to_list ? *unknown : usual.GetReflection()->GetMessage(usual, &field));
        break;
      }
      default:
        QFAIL("a type that our schemas do not use");
    }
  }

  RandomBits random_;
};

}  // namespace

class ProtoSchemaTest : public QObject {
  Q_OBJECT
 private slots:
  void the_published_files_are_those_of_the_descriptions() {
    const auto files = proto_files(all_event_types());
    const QDir folder(QStringLiteral(PIZZA_SOURCE_DIR "/core/proto"));
    for (const auto& [name, text] : files) {
      QFile file(folder.filePath(QString::fromStdString(name)));
      QVERIFY2(file.open(QFile::ReadOnly),
               qPrintable(file.fileName() + ": missing; run pizzatwinctl schemas core/proto"));
      QVERIFY2(file.readAll() == QByteArray::fromStdString(text),
               qPrintable(file.fileName() + ": out of step; run pizzatwinctl schemas core/proto"));
    }
    QCOMPARE(folder.entryList({"*.proto"}).size(), static_cast<int>(files.size()));
  }

  void protobuf_reads_what_we_write_and_writes_what_we_read() {
    QString complaint;
    const auto files = compiled(complaint);
    QVERIFY2(files, qPrintable(complaint));
    pb::SimpleDescriptorDatabase database;
    for (const pb::FileDescriptorProto& file : files->file()) database.Add(file);
    const pb::DescriptorPool pool(&database);
    pb::DynamicMessageFactory factory;
    int compared = 0;
    for (const EventType* type : all_event_types()) {
      const pb::Descriptor* descriptor =
          pool.FindMessageTypeByName("pizzatwin.events." + proto_message_name(type->schema->name));
      QVERIFY2(descriptor != nullptr, std::string(type->schema->name).c_str());
      const pb::Message& prototype = *factory.GetPrototype(descriptor);
      const std::unique_ptr<pb::Message> usual(prototype.New());
      {
        const EventHolder empty(*type, type->create());
        std::string bytes;
        type->encode(empty.get(), bytes);
        QVERIFY(usual->ParseFromString(bytes));
      }
      for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const std::unique_ptr<pb::Message> theirs(prototype.New()), back(prototype.New());
        Filler(seed * 1'000 + static_cast<std::uint64_t>(compared)).fill(*theirs, *usual);
        void* made = type->create();
        const EventHolder event(*type, made);
        QVERIFY2(type->decode(theirs->SerializeAsString(), made), theirs->DebugString().c_str());
        std::string ours;
        type->encode(made, ours);
        QVERIFY2(back->ParseFromString(ours), theirs->DebugString().c_str());
        QVERIFY2(back->GetReflection()->GetUnknownFields(*back).empty(), descriptor->name().c_str());
        pb::util::MessageDifferencer differ;
        std::string difference;
        differ.ReportDifferencesToString(&difference);
        QVERIFY2(differ.Compare(*theirs, *back), (descriptor->name() + ": " + difference).c_str());
        ++compared;
      }
    }
    QVERIFY(compared >= 100 * 20);
  }

  void names_are_made_as_protobuf_likes_them() {
    QCOMPARE(proto_message_name("order_line"), std::string("OrderLine"));
    QCOMPARE(proto_message_name("OrderPlaced"), std::string("OrderPlaced"));
  }
};

QTEST_GUILESS_MAIN(ProtoSchemaTest)
#include "proto_schema_test.moc"
