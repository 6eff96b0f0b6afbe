// SPDX-License-Identifier: Apache-2.0
#include "core/services/notification/message_words.h"

namespace pizza {

namespace {

using Row = std::array<MessagePattern, language_count>;

constexpr Row order_accepted{{
    {"Your order is accepted", "{restaurant} is making your order. It should be with you at about {time}.",
     "{restaurant} is making your order."},
    {"Ihre Bestellung ist angenommen", "{restaurant} bereitet Ihre Bestellung zu. Sie ist gegen {time} bei Ihnen.",
     "{restaurant} bereitet Ihre Bestellung zu."},
    {"Votre commande est acceptée", "{restaurant} prépare votre commande. Elle arrive vers {time}.",
     "{restaurant} prépare votre commande."},
    {"Il suo ordine è accettato", "{restaurant} prepara il suo ordine. Arriva verso le {time}.",
     "{restaurant} prepara il suo ordine."},
    {"Su pedido está aceptado", "{restaurant} prepara su pedido. Llegará hacia las {time}.",
     "{restaurant} prepara su pedido."},
}};

constexpr Row order_on_the_way{{
    {"On its way", "Your order from {restaurant} is on its way. About {minutes|minute|minutes} to go.",
     "Your order from {restaurant} is on its way."},
    {"Unterwegs", "Ihre Bestellung von {restaurant} ist unterwegs. Noch etwa {minutes|Minute|Minuten}.",
     "Ihre Bestellung von {restaurant} ist unterwegs."},
    {"En route", "Votre commande de {restaurant} est en route. Encore {minutes|minute|minutes} environ.",
     "Votre commande de {restaurant} est en route."},
    {"In arrivo", "Il suo ordine da {restaurant} è in arrivo. Ancora {minutes|minuto|minuti} circa.",
     "Il suo ordine da {restaurant} è in arrivo."},
    {"En camino", "Su pedido de {restaurant} está en camino. Faltan unos {minutes|minuto|minutos}.",
     "Su pedido de {restaurant} está en camino."},
}};

constexpr Row order_delivered{{
    {"Enjoy your meal", "Your order from {restaurant} has arrived. How was it? You can rate it for 14 days.", ""},
    {"Guten Appetit", "Ihre Bestellung von {restaurant} ist da. Wie war es? Sie können sie 14 Tage lang bewerten.", ""},
    {"Bon appétit", "Votre commande de {restaurant} est arrivée. Vous pouvez la noter pendant 14 jours.", ""},
    {"Buon appetito", "Il suo ordine da {restaurant} è arrivato. Può valutarlo per 14 giorni.", ""},
    {"Buen provecho", "Su pedido de {restaurant} ha llegado. Puede valorarlo durante 14 días.", ""},
}};

constexpr Row order_rejected{{
    {"Your order cannot be made", "{restaurant} cannot make your order {order}. Nothing is charged.", ""},
    {"Ihre Bestellung geht leider nicht",
     "{restaurant} kann Ihre Bestellung {order} nicht annehmen. Es wird nichts berechnet.", ""},
    {"Votre commande n'est pas possible",
     "{restaurant} ne peut pas préparer votre commande {order}. Rien n'est débité.", ""},
    {"Il suo ordine non è possibile", "{restaurant} non può preparare il suo ordine {order}. Non si addebita nulla.",
     ""},
    {"Su pedido no es posible", "{restaurant} no puede preparar su pedido {order}. No se le cobra nada.", ""},
}};

constexpr Row order_cancelled{{
    {"Your order is cancelled", "Your order {order} from {restaurant} is cancelled. {amount} is charged.",
     "Your order {order} from {restaurant} is cancelled. Nothing is charged."},
    {"Ihre Bestellung ist storniert",
     "Ihre Bestellung {order} von {restaurant} ist storniert. Berechnet werden {amount}.",
     "Ihre Bestellung {order} von {restaurant} ist storniert. Es wird nichts berechnet."},
    {"Votre commande est annulée", "Votre commande {order} de {restaurant} est annulée. {amount} sont débités.",
     "Votre commande {order} de {restaurant} est annulée. Rien n'est débité."},
    {"Il suo ordine è annullato", "Il suo ordine {order} da {restaurant} è annullato. Si addebitano {amount}.",
     "Il suo ordine {order} da {restaurant} è annullato. Non si addebita nulla."},
    {"Su pedido está cancelado", "Su pedido {order} de {restaurant} está cancelado. Se le cobran {amount}.",
     "Su pedido {order} de {restaurant} está cancelado. No se le cobra nada."},
}};

constexpr Row order_failed{{
    {"We could not bring your order",
     "We are sorry: your order {order} from {restaurant} could not be brought. {amount} is charged.",
     "We are sorry: your order {order} from {restaurant} could not be brought. Nothing is charged."},
    {"Ihre Bestellung kam nicht zustande",
     "Es tut uns leid: Ihre Bestellung {order} von {restaurant} kam nicht zustande. Berechnet werden {amount}.",
     "Es tut uns leid: Ihre Bestellung {order} von {restaurant} kam nicht zustande. Es wird nichts berechnet."},
    {"Votre commande n'a pas abouti",
     "Désolés : votre commande {order} de {restaurant} n'a pas abouti. {amount} sont débités.",
     "Désolés : votre commande {order} de {restaurant} n'a pas abouti. Rien n'est débité."},
    {"Il suo ordine non è andato a buon fine",
     "Ci dispiace: il suo ordine {order} da {restaurant} non è andato a buon fine. Si addebitano {amount}.",
     "Ci dispiace: il suo ordine {order} da {restaurant} non è andato a buon fine. Non si addebita nulla."},
    {"Su pedido no ha salido bien",
     "Lo sentimos: su pedido {order} de {restaurant} no ha podido llegar. Se le cobran {amount}.",
     "Lo sentimos: su pedido {order} de {restaurant} no ha podido llegar. No se le cobra nada."},
}};

constexpr Row payment_declined{{
    {"Your payment was declined",
     "Your payment of {amount} to {restaurant} was declined. Please choose another way to pay.", ""},
    {"Ihre Zahlung wurde abgelehnt",
     "Ihre Zahlung von {amount} an {restaurant} wurde abgelehnt. Bitte wählen Sie eine andere Zahlungsart.", ""},
    {"Votre paiement est refusé",
     "Votre paiement de {amount} à {restaurant} est refusé. Choisissez un autre moyen de paiement.", ""},
    {"Il suo pagamento è stato rifiutato",
     "Il suo pagamento di {amount} a {restaurant} è stato rifiutato. Scelga un altro modo di pagare.", ""},
    {"Su pago fue rechazado", "Su pago de {amount} a {restaurant} fue rechazado. Elija otra forma de pago.", ""},
}};

constexpr Row refund_paid{{
    {"You get {amount} back", "{amount} goes back to the way you paid order {order}. Your bank may take a few days.",
     ""},
    {"Sie bekommen {amount} zurück",
     "{amount} gehen auf das Zahlungsmittel von Bestellung {order} zurück. Ihre Bank braucht eventuell ein paar Tage.",
     ""},
    {"{amount} vous sont remboursés",
     "{amount} sont remboursés sur le moyen de paiement de la commande {order}. Votre banque peut prendre quelques "
     "jours.",
     ""},
    {"Rimborso di {amount}",
     "{amount} tornano sul mezzo di pagamento dell'ordine {order}. La banca può impiegare qualche giorno.", ""},
    {"Le devolvemos {amount}", "{amount} vuelven al medio de pago del pedido {order}. Su banco puede tardar unos días.",
     ""},
}};

constexpr Row help_answered{{
    {"We have answered you", "There is an answer to your question (ticket {ticket}).", ""},
    {"Wir haben Ihnen geantwortet", "Es gibt eine Antwort auf Ihre Frage (Ticket {ticket}).", ""},
    {"Nous vous avons répondu", "Il y a une réponse à votre question (dossier {ticket}).", ""},
    {"Le abbiamo risposto", "C'è una risposta alla sua domanda (pratica {ticket}).", ""},
    {"Le hemos respondido", "Hay una respuesta a su pregunta (caso {ticket}).", ""},
}};

constexpr Row help_solved{{
    {"Your question is solved", "We have closed ticket {ticket}. If anything is left, write in it within two days.",
     ""},
    {"Ihre Frage ist gelöst", "Ticket {ticket} ist erledigt. Ist noch etwas offen, schreiben Sie binnen zwei Tagen.",
     ""},
    {"Votre question est résolue", "Le dossier {ticket} est clos. S'il reste un problème, écrivez sous deux jours.",
     ""},
    {"La sua domanda è risolta", "La pratica {ticket} è chiusa. Se resta qualcosa, scriva entro due giorni.", ""},
    {"Su pregunta está resuelta", "El caso {ticket} está cerrado. Si queda algo, escriba en dos días.", ""},
}};

constexpr Row offer{{
    {"{percent} % off at {restaurant}", "{percent} % off at {restaurant} with the code {code}.",
     "{percent} % off at {restaurant}."},
    {"{percent} % Rabatt bei {restaurant}", "{percent} % Rabatt bei {restaurant} mit dem Code {code}.",
     "{percent} % Rabatt bei {restaurant}."},
    {"{percent} % de remise chez {restaurant}", "{percent} % de remise chez {restaurant} avec le code {code}.",
     "{percent} % de remise chez {restaurant}."},
    {"{percent} % di sconto da {restaurant}", "{percent} % di sconto da {restaurant} con il codice {code}.",
     "{percent} % di sconto da {restaurant}."},
    {"{percent} % de descuento en {restaurant}", "{percent} % de descuento en {restaurant} con el código {code}.",
     "{percent} % de descuento en {restaurant}."},
}};

constexpr Row password_set{{
    {"Your password was set", "The password of your account was set anew. If that was not you, ask our help desk now.",
     ""},
    {"Ihr Passwort wurde gesetzt",
     "Das Passwort Ihres Kontos wurde neu gesetzt. Waren Sie das nicht, melden Sie sich bitte sofort bei uns.", ""},
    {"Votre mot de passe a changé",
     "Le mot de passe de votre compte a changé. Si ce n'était pas vous, contactez-nous tout de suite.", ""},
    {"La sua password è cambiata", "La password del suo account è cambiata. Se non è stato lei, ci contatti subito.",
     ""},
    {"Su contraseña ha cambiado", "La contraseña de su cuenta ha cambiado. Si no ha sido usted, contáctenos enseguida.",
     ""},
}};

constexpr Row login_code{{
    {"Your code", "{code} is your code. It holds for {minutes|minute|minutes}. Tell it to nobody.", ""},
    {"Ihr Code", "{code} ist Ihr Code. Er gilt {minutes|Minute|Minuten}. Geben Sie ihn niemandem.", ""},
    {"Votre code", "{code} est votre code. Il est valable {minutes|minute|minutes}. Ne le donnez à personne.", ""},
    {"Il suo codice", "{code} è il suo codice. Vale {minutes|minuto|minuti}. Non lo dica a nessuno.", ""},
    {"Su código", "{code} es su código. Vale {minutes|minuto|minutos}. No se lo diga a nadie.", ""},
}};

constexpr std::array<const Row*, message_kind_names.size()> all_rows{
    &order_accepted, &order_on_the_way, &order_delivered, &order_rejected, &order_cancelled,
    &order_failed,   &payment_declined, &refund_paid,     &help_answered,  &help_solved,
    &offer,          &password_set,     &login_code};

constexpr std::array<std::string_view, language_count> no_more_offers{
    "No more offers? Answer STOP.", "Keine Angebote mehr? Antworten Sie STOP.", "Plus d'offres ? Répondez STOP.",
    "Niente più offerte? Risponda STOP.", "¿No quiere más ofertas? Responda STOP."};

constexpr std::size_t longest_name = 40;  // characters of a restaurant's name in a message

std::string shortened(const std::string& name) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(name[i]) & 0xC0U) != 0x80U;
    if (begins && ++characters > longest_name) return name.substr(0, i) + "...";
  }
  return name;
}

}  // namespace

const MessagePattern& message_pattern(MessageKind kind, Language language) {
  return (*all_rows[static_cast<std::size_t>(kind)])[static_cast<std::size_t>(language)];
}

MessageText message_text(const MessageFacts& facts, Channel channel, Language language) {
  std::vector<PhraseValue> values;
  const auto give = [&](std::string_view name, std::string text) {
    if (!text.empty()) values.push_back(PhraseValue::of(name, std::move(text)));
  };
  const auto count = [&](std::string_view name, std::int64_t number) {
    if (number > 0) values.push_back(PhraseValue::of(name, number));
  };
  give("restaurant", facts.restaurant.empty() ? "PizzaTwin" : shortened(facts.restaurant));
  give("time", facts.time);
  give("amount", facts.amount);
  give("code", facts.code);
  count("order", static_cast<std::int64_t>(facts.order));
  count("ticket", static_cast<std::int64_t>(facts.ticket));
  count("minutes", facts.minutes);
  count("percent", facts.percent);
  const auto known = [&](std::string_view pattern) {
    for (const std::string& place : places_of(pattern)) {
      bool found = false;
      for (const PhraseValue& value : values) found = found || value.name == place;
      if (!found) return false;
    }
    return true;
  };
  const MessagePattern& pattern = message_pattern(facts.kind, language);
  const std::string_view body = pattern.bare.empty() || known(pattern.body) ? pattern.body : pattern.bare;
  MessageText text{phrase(pattern.title, language, values), phrase(body, language, values)};
  if (facts.topic == Topic::Offers) {
    text.body += channel == Channel::Email ? "\n\n" : " ";
    text.body += no_more_offers[static_cast<std::size_t>(language)];
  }
  if (channel == Channel::Email) text.body += "\n\nPizzaTwin\n";
  if (channel == Channel::Sms) return {{}, sms_text(text.body)};
  return text;
}

}  // namespace pizza
