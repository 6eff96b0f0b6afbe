// SPDX-License-Identifier: Apache-2.0
#include "core/services/support/bot_words.h"

namespace pizza::bot_words {

namespace {

using Words = std::string_view;

constexpr Words allergy[] = {"allerg", "gluten", "celiac", "coeliac", "zoliakie", "anaphyla", "celiaqu", "celiac"};
constexpr Words human[] = {"human",   "person ",   "real person", "agent",      "operator", "menschen",
                           "mensch",  "mitarbeit", "humain",      "conseiller", "personne", "umano",
                           "persona", "operatore", "humano",      "agente",     "someone",  "jemand"};
constexpr Words never_came[] = {"never came",    "never arriv",    "never got",        "did not arrive",
                                "didn't arrive", "nie angekommen", "nicht angekommen", "nie gekommen",
                                "jamais arriv",  "jamais recu",    "pas arriv",        "mai arriv",
                                "non e arrivat", "nunca llego",    "no llego",         "no ha llegado"};
constexpr Words missing[] = {"missing", "forgot", "left out", "fehlt",    "fehlen", "vergessen",
                             "manqu",   "oubli",  "manca",    "dimentic", "falta",  "olvid"};
constexpr Words wrong[] = {"wrong",  "not what i ordered", "falsch",    "verwechselt", "mauvaise commande", "erreur",
                           "trompe", "sbagliat",           "equivocad", "incorrect"};
constexpr Words cold[] = {"cold",  "burnt", "burned", "soggy",   "raw",  "kalt", "verbrannt",
                          "froid", "brule", "fredd",  "bruciat", "frio", "fria", "quemad"};
constexpr Words cancel[] = {"cancel", "stornier", "abbestell", "annul", "cancell", "anular"};
constexpr Words refund[] = {"refund",  "money back", "erstatt",  "geld zuruck", "rembours", "argent",
                            "rimbors", "soldi",      "reembols", "devol",       "dinero"};
constexpr Words late[] = {"late",      "how long", "delay",  "taking",           "verspat",     "zu spat",
                          "wie lange", "dauert",   "retard", "combien de temps", "ritardo",     "quanto manca",
                          "quanto ci", "tarde",    "retras", "cuanto tarda",     "cuanto falta"};
constexpr Words where[] = {"where", "status", "track", "wo ist",   "wo bleibt",   "bestellung", "ou est",   "ou en est",
                           "suivi", "dove",   "donde", "my order", "ma commande", "mio ordine", "mi pedido"};
constexpr Words thanks[] = {"thank", "thx", "danke", "merci", "grazie", "gracias"};
constexpr Words greeting[] = {"hi ",     "hello", "hey",  "good morning", "good evening", "hallo", "guten",  "bonjour",
                              "bonsoir", "salut", "ciao", "buongiorno",   "buonasera",    "hola",  "buenas", "buenos"};

constexpr std::array<IntentWords, 12> known{{{ChatIntent::Allergy, allergy},
                                             {ChatIntent::Human, human},
                                             {ChatIntent::NeverCame, never_came},
                                             {ChatIntent::Missing, missing},
                                             {ChatIntent::Wrong, wrong},
                                             {ChatIntent::Cold, cold},
                                             {ChatIntent::Cancel, cancel},
                                             {ChatIntent::Refund, refund},
                                             {ChatIntent::Late, late},
                                             {ChatIntent::WhereIsIt, where},
                                             {ChatIntent::Thanks, thanks},
                                             {ChatIntent::Greeting, greeting}}};

using Texts = std::array<std::string_view, language_count>;

constexpr std::array<Texts, say_count> texts{{
    // Hello
    {"Hello! I can tell you where your order is, whether it can be cancelled, or take a complaint.",
     "Hallo! Ich sage Ihnen, wo Ihre Bestellung ist, ob sie sich stornieren lässt, oder nehme eine Beschwerde auf.",
     "Bonjour ! Je peux vous dire où en est votre commande, si elle peut être annulée, ou noter une réclamation.",
     "Buongiorno! Posso dirle dov'è il suo ordine, se si può annullare, o raccogliere un reclamo.",
     "¡Hola! Puedo decirle dónde está su pedido, si se puede cancelar, o tomar nota de una queja."},
    // NoOrder
    {"Please open the order in question and ask from there, so that I can look at it.",
     "Bitte öffnen Sie die betreffende Bestellung und fragen Sie dort, damit ich nachsehen kann.",
     "Ouvrez la commande concernée et posez la question à partir de là, pour que je puisse regarder.",
     "Apra l'ordine in questione e chieda da lì, così posso guardare.",
     "Abra el pedido en cuestión y pregunte desde allí, para que pueda mirarlo."},
    // NotAccepted
    {"{restaurant} has your order and has not accepted it yet.",
     "{restaurant} hat Ihre Bestellung, sie aber noch nicht angenommen.",
     "{restaurant} a reçu votre commande et ne l'a pas encore acceptée.",
     "{restaurant} ha ricevuto il suo ordine e non l'ha ancora accettato.",
     "{restaurant} tiene su pedido y aún no lo ha aceptado."},
    // Preparing
    {"{restaurant} is preparing your order. It is expected at {time}.",
     "{restaurant} bereitet Ihre Bestellung zu. Sie wird um {time} erwartet.",
     "{restaurant} prépare votre commande. Elle est attendue à {time}.",
     "{restaurant} sta preparando il suo ordine. È previsto alle {time}.",
     "{restaurant} está preparando su pedido. Se espera a las {time}."},
    // Ready
    {"Your order is ready at {restaurant} and waits for the rider. It is expected at {time}.",
     "Ihre Bestellung ist bei {restaurant} fertig und wartet auf die Abholung. Sie wird um {time} erwartet.",
     "Votre commande est prête chez {restaurant} et attend le livreur. Elle est attendue à {time}.",
     "Il suo ordine è pronto da {restaurant} e aspetta il fattorino. È previsto alle {time}.",
     "Su pedido está listo en {restaurant} y espera al repartidor. Se espera a las {time}."},
    // OnTheWay
    {"Your order is on the way to you. It is expected at {time}.",
     "Ihre Bestellung ist unterwegs zu Ihnen. Sie wird um {time} erwartet.",
     "Votre commande est en route. Elle est attendue à {time}.", "Il suo ordine è in viaggio. È previsto alle {time}.",
     "Su pedido está en camino. Se espera a las {time}."},
    // Arrived
    {"Your order was handed over at {time}.", "Ihre Bestellung wurde um {time} übergeben.",
     "Votre commande a été remise à {time}.", "Il suo ordine è stato consegnato alle {time}.",
     "Su pedido se entregó a las {time}."},
    // Ended
    {"This order has ended without a delivery.", "Diese Bestellung endete ohne Lieferung.",
     "Cette commande s'est terminée sans livraison.", "Questo ordine si è concluso senza consegna.",
     "Este pedido terminó sin entrega."},
    // MayCancel
    {"It can still be cancelled: open the order and choose \"Cancel\".",
     "Sie lässt sich noch stornieren: Öffnen Sie die Bestellung und wählen Sie „Stornieren“.",
     "Elle peut encore être annulée : ouvrez la commande et choisissez « Annuler ».",
     "Si può ancora annullare: apra l'ordine e scelga «Annulla».",
     "Todavía se puede cancelar: abra el pedido y elija «Cancelar»."},
    // TooLateToCancel
    {"It can no longer be cancelled. Say \"agent\" if you want to talk to a colleague.",
     "Sie lässt sich nicht mehr stornieren. Schreiben Sie „Mitarbeiter“, wenn Sie mit jemandem sprechen möchten.",
     "Elle ne peut plus être annulée. Écrivez « conseiller » pour parler à un collègue.",
     "Non si può più annullare. Scriva «operatore» per parlare con un collega.",
     "Ya no se puede cancelar. Escriba «agente» para hablar con un compañero."},
    // TellDishes
    {"I am sorry. Choose \"Something is wrong\" in the order and mark the dishes ({dishes}); it is decided at once.",
     "Das tut mir leid. Wählen Sie in der Bestellung „Etwas stimmt nicht“ und markieren Sie die Gerichte ({dishes}); "
     "das wird sofort entschieden.",
     "Je suis désolé. Choisissez « Un problème » dans la commande et cochez les plats ({dishes}) ; la décision est "
     "immédiate.",
     "Mi dispiace. Scelga «C'è un problema» nell'ordine e segni i piatti ({dishes}); si decide subito.",
     "Lo siento. Elija «Hay un problema» en el pedido y marque los platos ({dishes}); se decide al momento."},
    // IsLate
    {"I am sorry: it is {minutes|minute|minutes} late. It was promised for {time}.",
     "Es tut mir leid: Sie ist {minutes|Minute|Minuten} zu spät. Zugesagt war {time}.",
     "Je suis désolé : elle a {minutes|minute|minutes} de retard. Elle était promise pour {time}.",
     "Mi dispiace: è in ritardo di {minutes|minuto|minuti}. Era prevista per le {time}.",
     "Lo siento: lleva {minutes|minuto|minutos} de retraso. Estaba prometido para las {time}."},
    // IsInTime
    {"It is in time so far, and promised for {time}: in {minutes|minute|minutes}.",
     "Sie liegt in der Zeit und ist für {time} zugesagt: in {minutes|Minute|Minuten}.",
     "Elle est dans les temps, promise pour {time} : dans {minutes|minute|minutes}.",
     "Finora è in orario, prevista per le {time}: tra {minutes|minuto|minuti}.",
     "Va a tiempo, prometido para las {time}: en {minutes|minuto|minutos}."},
    // CameLate
    {"It came {minutes|minute|minutes} after the promise. Choose \"Something is wrong\", \"Late\" in the order.",
     "Sie kam {minutes|Minute|Minuten} nach der Zusage. Wählen Sie in der Bestellung „Etwas stimmt nicht“, „Zu spät“.",
     "Elle est arrivée {minutes|minute|minutes} après l'heure promise. Choisissez « Un problème », « En retard ».",
     "È arrivato {minutes|minuto|minuti} dopo l'ora promessa. Scelga «C'è un problema», «In ritardo» nell'ordine.",
     "Llegó {minutes|minuto|minutos} después de lo prometido. Elija «Hay un problema», «Tarde» en el pedido."},
    // CameInTime
    {"Our records say that it came in time, at {time}.", "Nach unseren Daten kam sie pünktlich, um {time}.",
     "D'après nos données, elle est arrivée à l'heure, à {time}.",
     "Secondo i nostri dati è arrivato in orario, alle {time}.", "Según nuestros datos llegó a tiempo, a las {time}."},
    // Refunded
    {"{amount} of this order were given back; your bank may take a few days.",
     "Von dieser Bestellung wurden {amount} erstattet; Ihre Bank braucht eventuell ein paar Tage.",
     "{amount} de cette commande ont été remboursés ; votre banque peut prendre quelques jours.",
     "Di questo ordine sono stati rimborsati {amount}; la banca può impiegare qualche giorno.",
     "De este pedido se devolvieron {amount}; su banco puede tardar unos días."},
    // AskRefund
    {"Choose \"Something is wrong\" in the order and say what it was: most refunds are decided at once.",
     "Wählen Sie in der Bestellung „Etwas stimmt nicht“ und sagen Sie, was es war: Meist wird sofort entschieden.",
     "Choisissez « Un problème » dans la commande et dites lequel : la plupart des remboursements sont immédiats.",
     "Scelga «C'è un problema» nell'ordine e dica quale: la maggior parte dei rimborsi si decide subito.",
     "Elija «Hay un problema» en el pedido y diga cuál: la mayoría de las devoluciones se deciden al momento."},
    // Allergy
    {"I do not answer questions about allergens: a colleague does, at once. If in doubt, do not eat it; in an "
     "emergency call 112.",
     "Fragen zu Allergenen beantworte ich nicht, das tut sofort jemand von uns. Essen Sie es im Zweifel nicht; im "
     "Notfall rufen Sie 112 an.",
     "Je ne réponds pas aux questions d'allergènes : un collègue le fait tout de suite. Dans le doute, n'en mangez "
     "pas ; en urgence, appelez le 112.",
     "Non rispondo a domande sugli allergeni: lo fa subito un collega. Nel dubbio non lo mangi; in emergenza chiami "
     "il 112.",
     "No respondo preguntas sobre alérgenos: lo hace enseguida un compañero. Si duda, no lo coma; en una emergencia "
     "llame al 112."},
    // HandOver
    {"I am handing you over to a colleague, who answers here.",
     "Ich übergebe an jemanden von uns; die Antwort kommt hier.", "Je vous passe un collègue, qui vous répondra ici.",
     "La passo a un collega, che risponderà qui.", "Le paso con un compañero, que responderá aquí."},
    // Welcome
    {"You are welcome!", "Gern geschehen!", "Avec plaisir !", "Prego!", "¡De nada!"},
    // NotUnderstood
    {"I did not understand that. Ask me for example: where is my order? Or say \"agent\".",
     "Das habe ich nicht verstanden. Fragen Sie zum Beispiel: Wo ist meine Bestellung? Oder schreiben Sie "
     "„Mitarbeiter“.",
     "Je n'ai pas compris. Demandez par exemple : où est ma commande ? Ou écrivez « conseiller ».",
     "Non ho capito. Chieda per esempio: dov'è il mio ordine? Oppure scriva «operatore».",
     "No lo he entendido. Pregunte por ejemplo: ¿dónde está mi pedido? O escriba «agente»."},
}};

}  // namespace

std::span<const IntentWords> intents() {
  return known;
}

std::string_view text(Say what, Language language) {
  return texts[static_cast<std::size_t>(what)][static_cast<std::size_t>(language)];
}

}  // namespace pizza::bot_words
