// SPDX-License-Identifier: Apache-2.0
// Every command and query × every role: allowed or refused; and another person's record is "not found".
//
// A new command is one line in `expected_reach`: how far it reaches for customer, rider, restaurant staff, restaurant
// admin, operations, support, partner, in this order: o = own, s = the restaurant's, a = all, . = not at all. Where it
// names a record by a field that `RoleStage` has no number for yet, that is one line there.
#include <QTest>
#include <set>

#include "tests/core/role_stage.h"

using namespace pizza;
using test::name_of, test::nothing, test::told;
using Stage = test::RoleStage;

namespace {

const std::map<std::string, std::string, std::less<>> expected_reach{
    // user
    {"register_user", "aaaaaaa"},
    {"add_address", "ooooa.o"},
    {"remove_address", "ooooa.o"},
    {"change_contact", "ooooa.o"},
    {"set_preferences", "ooooa.o"},
    {"end_session", "ooooa.o"},
    {"end_sessions", "ooooa.o"},
    {"see_profile", "ooooaao"},
    {"list_sessions", "ooooaao"},
    {"erase_person", "oooo.ao"},
    {"export_person", "oooo.ao"},
    {"disable_client", "....a.o"},
    {"list_clients", "....a.o"},
    {"grant_role", "...sa.."},
    {"withdraw_role", "...sa.."},
    // user, said by our own desk alone
    {"set_password", "......."},
    {"look_at_login", "......."},
    {"finish_login", "......."},
    {"issue_code", "......."},
    {"answer_code", "......."},
    {"sign_in_external", "......."},
    {"link_external", "......."},
    {"open_session", "......."},
    {"refresh_session", "......."},
    {"register_client", "......."},
    {"authorize", "......."},
    {"exchange_code", "......."},
    {"grant_client_credentials", "......."},
    {"introduce_key", "......."},
    {"forget_old_keys", "......."},
    // restaurant
    {"open_restaurant", "....a.."},
    {"publish_restaurant", "....a.."},
    {"close_restaurant_for_good", "....a.."},
    {"set_restaurant_terms", "....a.."},
    {"edit_restaurant", "...sa.."},
    {"set_opening_hours", "...sa.."},
    {"set_holidays", "...sa.."},
    {"set_delivery_zones", "...sa.."},
    {"set_restaurant_fees", "...sa.."},
    {"pause_restaurant", "..ssa.."},
    {"mark_restaurant_busy", "..ssa.."},
    {"see_own_restaurant", "..ssa.."},
    {"offer_menu_item", "..ssa.."},
    {"set_stock", "..ssa.."},
    {"see_restaurant", "aaaaaaa"},
    {"list_restaurants", "aaaaaaa"},
    {"see_menu", "aaaaaaa"},
    {"add_menu_item", "...sa.."},
    {"edit_menu_item", "...sa.."},
    {"remove_menu_item", "...sa.."},
    {"price_menu_item", "...sa.."},
    {"withdraw_price", "...sa.."},
    {"reorder_sections", "...sa.."},
    {"import_menu", "...sa.."},
    {"export_menu", "...sa.."},
    {"price_history", "...sa.."},
    // order
    {"place_order", "o.....o"},
    {"accept_order", "..ssa.."},
    {"reject_order", "..ssa.."},
    {"cancel_order", "o.ssaao"},
    {"change_order", "o.....o"},
    {"see_order", "oossaao"},
    {"list_orders", "oossaao"},
    {"track_order", "oossaao"},
    {"add_to_cart", "o.....o"},
    {"change_cart_line", "o.....o"},
    {"remove_from_cart", "o.....o"},
    {"clear_cart", "o.....o"},
    {"order_again", "o.....o"},
    {"see_cart", "o.....o"},
    {"list_carts", "o.....o"},
    {"add_promotion", "...sa.."},
    {"end_promotion", "...sa.."},
    {"list_promotions", "aaaaaaa"},
    {"set_place_terms", "....a.."},
    {"remove_place_terms", "....a.."},
    {"see_place_terms", "aaaaaaa"},
    // saga
    {"list_orders_for_people", "....aa."},
    // delivery
    {"answer_offer", ".o..a.."},
    {"arrive_at_restaurant", ".o..a.."},
    {"pick_up_food", ".o..a.."},
    {"hand_over_food", ".o..a.."},
    {"wait_at_door", ".o..a.."},
    {"call_customer", ".o..a.."},
    {"fail_delivery", ".o..a.."},
    {"return_food", ".o..a.."},
    {"dispose_food", ".o..a.."},
    {"take_over_food", ".o..a.."},
    {"give_up_delivery", ".o..a.."},
    {"unlock_hand_over", "....a.."},
    {"set_hand_over_key", "....a.."},
    {"track_delivery", "oossaao"},
    {"see_hand_over_code", "o.....o"},
    {"see_route", ".o..a.."},
    {"offer_delivery", "....a.."},
    {"offer_route", "....a.."},
    {"withdraw_offer", "....a.."},
    {"assign_by_hand", "....a.."},
    {"reassign", "....a.."},
    {"plan_route", "....a.."},
    {"send_rider", "....a.."},
    {"list_stuck_deliveries", "....a.."},
    {"list_open_deliveries", "....a.."},
    {"register_rider", "....a.."},
    {"change_rider", "....a.."},
    {"suspend_rider", "....a.."},
    {"reinstate_rider", "....a.."},
    {"plan_shift", "....a.."},
    {"cancel_shift", "....a.."},
    {"go_online", ".o..a.."},
    {"go_offline", ".o..a.."},
    {"report_position", ".o..a.."},
    {"list_shifts", ".o..a.."},
    {"see_trail", "....a.."},
    {"find_riders", "....a.."},
    // kitchen
    {"equip_kitchen", "..ssa.."},
    {"limit_kitchen", "...sa.."},
    {"set_recipe", "...sa.."},
    {"set_busy", "..ssa.."},
    {"finish_station", "..ssa.."},
    {"bump_line", "..ssa.."},
    {"recall_ticket", "..ssa.."},
    {"remake_lines", "..ssa.."},
    {"check_ticket", "..ssa.."},
    {"hold_ticket", "..ssa.."},
    {"fire_ticket", "..ssa.."},
    {"rush_ticket", "..ssa.."},
    {"see_kitchen", "..ssa.."},
    {"see_all_day", "..ssa.."},
    // loyalty
    {"create_coupon", "...sa.."},
    {"end_coupon", "...sa.."},
    {"see_coupon", "...sa.."},
    {"list_coupons", "...sa.."},
    {"try_coupon", "o.....o"},
    {"see_points", "o...aao"},
    {"adjust_points", "....aa."},
    {"redeem_referral", "o.....o"},
    {"see_referral", "o...aao"},
    {"settle_referral", "....aa."},
    {"list_held_referrals", "....aa."},
    // notification
    {"set_notification_settings", "ooooa.o"},
    {"see_notification_settings", "ooooaao"},
    {"register_device", "ooooa.o"},
    {"remove_device", "ooooa.o"},
    {"send_offer", "...sa.."},
    {"take_reply", "....a.."},
    {"list_notifications", "ooooaao"},
    // payment
    {"refund_order", "....aa."},
    {"answer_challenge", "o.....o"},
    {"approve_held_payment", "....a.."},
    {"refuse_held_payment", "....a.."},
    {"settle_stuck_payment", "....a.."},
    {"provider_notice", "....a.."},
    {"see_payment", "oossaao"},
    {"list_payments", "oossaao"},
    {"list_payment_cases", "....a.."},
    {"set_payout_account", ".o.sa.."},
    {"run_payouts", "....a.."},
    {"settle_stuck_payout", "....a.."},
    {"see_payouts", ".o.sa.."},
    {"see_takings", "...sa.."},
    {"reconcile_statement", "....a.."},
    {"see_reconciliation", "....a.."},
    // search
    {"search_food", "aaaaaaa"},
    {"suggest_food", "aaaaaaa"},
    {"recommend_food", "ooooaao"},
    // review
    {"write_review", "o......"},
    {"edit_review", "o......"},
    {"moderate_review", "....aa."},
    {"reply_to_review", "...sa.."},
    {"list_reviews", "aaaaaaa"},
    {"see_rating", "aaaaaaa"},
    {"list_held_reviews", "....aa."},
    // support
    {"open_help_ticket", "ooooaao"},
    {"say_in_help_ticket", "ooooaao"},
    {"complain_in_help_ticket", "ooooaao"},
    {"close_help_ticket", "ooooaao"},
    {"rate_help", "ooooaao"},
    {"answer_help_ticket", "....aa."},
    {"assign_help_ticket", "....aa."},
    {"prioritize_help_ticket", "....aa."},
    {"decide_refund", "....aa."},
    {"see_help_ticket", "ooooaao"},
    {"see_help_case", "....aa."},
    {"list_my_help_tickets", "ooooaao"},
    {"list_help_queue", "....aa."},
    {"see_help_statistics", "....aa."},
    {"list_canned_answers", "....aa."},
};

constexpr std::string_view letters = ".osa";

}  // namespace

class RoleTableTest : public QObject {
  Q_OBJECT

  static void every_command_and_role() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("role");
    for (const CommandType* type : all_command_types()) {
      for (std::size_t role = 0; role < role_names.size(); ++role)
        QTest::addRow("%s by %s", name_of(*type).c_str(), std::string(role_names[role]).c_str())
            << QString::fromStdString(name_of(*type)) << static_cast<int>(role);
    }
  }

 private slots:
  void everyCommandIsInTheTable() {
    for (const CommandType* type : all_command_types()) {
      const std::string name = name_of(*type);
      QVERIFY2(expected_reach.contains(name),
               ("add a line {\"" + name + "\", \"…\"} to expected_reach in tests/core/role_table_test.cpp").c_str());
    }
    for (const auto& [name, reach] : expected_reach) {
      QVERIFY2(command_type_by_name(name) != nullptr, ("there is no command " + name).c_str());
      QCOMPARE(reach.size(), role_names.size());
    }
  }

  void theTableSaysWhatWeExpect_data() { every_command_and_role(); }
  void theTableSaysWhatWeExpect() {
    QFETCH(QString, command);
    QFETCH(int, role);
    const CommandType& type = *command_type_by_name(command.toStdString());
    const auto found = expected_reach.find(name_of(type));
    QVERIFY2(found != expected_reach.end(), "a line is missing in expected_reach");
    const Reach reach = reach_of(static_cast<Role>(role), type.permission);
    QCOMPARE(letters[static_cast<std::size_t>(reach)], found->second[static_cast<std::size_t>(role)]);
  }

  void whoMayIsLetThroughAndNobodyElse_data() { every_command_and_role(); }
  void whoMayIsLetThroughAndNobodyElse() {
    QFETCH(QString, command);
    QFETCH(int, role);
    static Stage s;
    const CommandType& type = *command_type_by_name(command.toStdString());
    const auto example = test::example_of(type, s.named_by(static_cast<Role>(role)));
    const Caller owner = s.owner(static_cast<Role>(role)), stranger = s.stranger(static_cast<Role>(role));
    switch (reach_of(static_cast<Role>(role), type.permission)) {
      case Reach::None:
        QCOMPARE(told(s.verdict(example, owner)), std::string("403 identity.forbidden"));
        QCOMPARE(told(s.verdict(example, stranger)), std::string("403 identity.forbidden"));
        break;
      case Reach::Own:
      case Reach::Restaurant:
        // Where this fails, the example names no record: see `RoleStage::numbers`. Or its subject lacks the restaurant.
        QCOMPARE(told(s.verdict(example, owner)), std::string("allowed"));
        QCOMPARE(told(s.verdict(example, stranger)), "404 " + std::string(type.service) + ".not_found");
        break;
      case Reach::All:
        QCOMPARE(told(s.verdict(example, owner)), std::string("allowed"));
        QCOMPARE(told(s.verdict(example, stranger)), std::string("allowed"));
        break;
    }
  }

  void noRecordLooksLikeAnothersRecord_data() { every_command_and_role(); }
  void noRecordLooksLikeAnothersRecord() {
    QFETCH(QString, command);
    QFETCH(int, role);
    static Stage s;
    const CommandType& type = *command_type_by_name(command.toStdString());
    const Reach reach = reach_of(static_cast<Role>(role), type.permission);
    if (reach != Reach::Own && reach != Reach::Restaurant) return;
    const test::Numbers named = s.named_by(static_cast<Role>(role));
    const auto anothers = test::example_of(type, named);
    const auto none = test::example_of(type, nothing(named));
    const auto one = s.verdict(anothers, s.stranger(static_cast<Role>(role)));
    const auto other = s.verdict(none, s.stranger(static_cast<Role>(role)));
    QVERIFY(one && other);
    QVERIFY2(*one == *other, (told(one) + " and " + told(other)).c_str());
    QVERIFY2(!one->field.empty(), "the field is not named");
  }

  // A command that names two records, one's own and another's: the one must not open the way to the other.
  void noRecordOpensTheWayToAnothers_data() { every_command_and_role(); }
  void noRecordOpensTheWayToAnothers() {
    QFETCH(QString, command);
    QFETCH(int, role);
    // Where everybody may name it: any restaurant's food may be ordered, tried and looked at.
    static const std::set<std::string, std::less<>> anybodys{"restaurant_id", "menu_item_id"};
    static Stage s;
    const CommandType& type = *command_type_by_name(command.toStdString());
    const Reach reach = reach_of(static_cast<Role>(role), type.permission);
    if (reach != Reach::Own && reach != Reach::Restaurant) return;
    const Caller owner = s.owner(static_cast<Role>(role));
    const test::Numbers own = s.named_by(static_cast<Role>(role));
    for (const auto& [field, number] : s.others) {
      if (own.at(field) == 0 || (reach == Reach::Own && anybodys.contains(field))) continue;
      test::Numbers mixed = own;
      mixed[field] = number;
      const auto wish = test::example_of(type, mixed);
      std::string as_it_is, as_it_was;
      type.encode(wish.get(), as_it_is);
      type.encode(test::example_of(type, own).get(), as_it_was);
      if (as_it_is != as_it_was)
        QVERIFY2(!s.carried_out(wish, owner), (name_of(type) + " with another's " + field).c_str());
    }
  }

  // Else the walk above would prove nothing.
  void oneMayDoWithOnesOwnWhatOneMay() {
    Stage s;
    std::size_t done = 0;
    for (const CommandType* type : all_command_types())
      for (std::size_t role = 0; role < role_names.size(); ++role) {
        const auto as = static_cast<Role>(role);
        const Reach reach = reach_of(as, type->permission);
        if (reach == Reach::Own || reach == Reach::Restaurant)
          done += s.carried_out(test::example_of(*type, s.named_by(as)), s.owner(as)) ? 1 : 0;
      }
    QVERIFY2(done > 100, std::to_string(done).c_str());
  }

  void aStrangerMayOnlyLookAroundAndSignUp() {
    Stage s;
    for (const CommandType* type : all_command_types()) {
      const auto verdict = s.verdict(test::example_of(*type, s.numbers), Caller{});
      const std::string expected = for_anybody(type->permission) ? "allowed" : "401 authentication.required";
      QVERIFY2(told(verdict) == expected, (name_of(*type) + ": " + told(verdict)).c_str());
    }
  }

  // Who reaches only "own" or "restaurant" must have something to own.
  void whatIsNotForAllNamesWhoseItIs() {
    Stage s;
    for (const CommandType* type : all_command_types()) {
      bool limited = false;
      for (const std::string_view name : role_names) {
        const auto role = static_cast<Role>(std::find(role_names.begin(), role_names.end(), name) - role_names.begin());
        const Reach reach = reach_of(role, type->permission);
        limited = limited || reach == Reach::Own || reach == Reach::Restaurant;
      }
      if (limited) QVERIFY2(!s.common(test::example_of(*type, s.numbers)), name_of(*type).c_str());
    }
  }
};

QTEST_GUILESS_MAIN(RoleTableTest)
#include "role_table_test.moc"
