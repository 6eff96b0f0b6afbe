// SPDX-License-Identifier: Apache-2.0
#include "core/services/support/canned_answers.h"

namespace pizza {

namespace {

constexpr std::array<CannedAnswer, 9> answers{{
    {"sorry_late",
     {"We are sorry that your order came so late.", "Es tut uns leid, dass Ihre Bestellung so spät kam.",
      "Nous sommes désolés que votre commande soit arrivée si tard.",
      "Ci dispiace che il suo ordine sia arrivato così tardi.", "Sentimos que su pedido llegara tan tarde."}},
    {"refund_granted",
     {"You get your money back. It reaches your account within a few days, depending on your bank.",
      "Sie bekommen Ihr Geld zurück. Je nach Bank ist es in wenigen Tagen auf Ihrem Konto.",
      "Vous êtes remboursé. Selon votre banque, le montant arrive en quelques jours.",
      "Riceverà il rimborso. A seconda della banca arriva in pochi giorni.",
      "Le devolvemos el dinero. Según su banco, llegará en unos días."}},
    {"refund_refused",
     {"We looked into it, and cannot give money back in this case.",
      "Wir haben es geprüft und können in diesem Fall nichts erstatten.",
      "Nous avons vérifié et ne pouvons pas rembourser dans ce cas.",
      "Abbiamo verificato e in questo caso non possiamo rimborsare.",
      "Lo hemos revisado y en este caso no podemos devolver el dinero."}},
    {"ask_details",
     {"Please tell us which dishes are concerned, and what was wrong with them.",
      "Bitte sagen Sie uns, welche Gerichte betroffen sind und was nicht stimmte.",
      "Dites-nous quels plats sont concernés et ce qui n'allait pas.",
      "Ci dica quali piatti sono interessati e che cosa non andava.",
      "Díganos qué platos están afectados y qué problema tenían."}},
    {"allergy",
     {"Please do not eat it if you are in doubt. In an emergency call 112. We are asking the restaurant now.",
      "Bitte essen Sie es im Zweifel nicht. Im Notfall rufen Sie 112 an. Wir fragen jetzt das Restaurant.",
      "Dans le doute, ne mangez pas ce plat. En cas d'urgence, appelez le 112. Nous interrogeons le restaurant.",
      "Nel dubbio non lo mangi. In caso di emergenza chiami il 112. Stiamo chiedendo al ristorante.",
      "Si tiene dudas, no lo coma. En una emergencia llame al 112. Estamos preguntando al restaurante."}},
    {"rider_forwarded",
     {"Thank you for telling us. We are talking to the rider.",
      "Danke für den Hinweis. Wir sprechen mit der Fahrerin oder dem Fahrer.",
      "Merci de nous l'avoir dit. Nous en parlons avec le livreur.",
      "Grazie per la segnalazione. Ne parliamo con il fattorino.",
      "Gracias por avisarnos. Hablaremos con el repartidor."}},
    {"policy_granted",
     {"We are sorry. {amount} goes back to the way you paid; your bank may take a few days.",
      "Das tut uns leid. {amount} gehen auf Ihr Zahlungsmittel zurück; Ihre Bank braucht eventuell ein paar Tage.",
      "Nous sommes désolés. {amount} vous sont remboursés ; votre banque peut prendre quelques jours.",
      "Ci dispiace. Le rimborsiamo {amount}; la banca può impiegare qualche giorno.",
      "Lo sentimos. Le devolvemos {amount}; su banco puede tardar unos días."}},
    {"policy_person",
     {"Thank you. A colleague is looking at it and will answer here.",
      "Danke. Jemand von uns sieht es sich an und antwortet hier.", "Merci. Un collègue regarde et vous répondra ici.",
      "Grazie. Un collega sta verificando e risponderà qui.",
      "Gracias. Un compañero lo está revisando y responderá aquí."}},
    {"anything_else",
     {"Is there anything else that we can do for you?", "Können wir sonst noch etwas für Sie tun?",
      "Pouvons-nous faire autre chose pour vous ?", "Possiamo fare altro per lei?", "¿Podemos ayudarle en algo más?"}},
}};

}  // namespace

std::span<const CannedAnswer> canned_answers() {
  return answers;
}

std::string_view canned_answer(std::string_view key, Language language) {
  for (const CannedAnswer& answer : answers)
    if (answer.key == key) return answer.text[static_cast<std::size_t>(language)];
  return {};
}

}  // namespace pizza
