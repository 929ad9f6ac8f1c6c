"""What customers say and what we answer in English."""

from __future__ import annotations

from kohtaamo.demo.words.goods import ENGLISH
from kohtaamo.demo.words.topic import Tongue, Topic, Vow

_RETURN = Vow("I will get back to you by {when}.", "I get back to the customer", "any", (1, 3))
_CALL = Vow("I will call you by {when}.", "I call the customer", "call", (1, 2))
_DELIVERY = Vow("We will deliver it by {when}.", "The order is delivered", "delivery", (2, 7))
_PARTS = Vow("The parts will be with you by {when}.", "The missing parts are there", "delivery", (3, 6))
_MONEY = Vow("The money will be in your account by {when}.", "The refund is in the account", "any", (3, 6))

TOPICS = (
    Topic(
        goods="large", mood=2, share=10, is_delivery=True,
        subjects=("Delivery did not come", "Where is my order?", "{n} still missing"),
        openings=(
            "The {n} was supposed to come yesterday. I waited at home all evening and nobody called.",
            "The tracking has said “on its way” for four days now. Is the {n} really on its way?",
            "I took a day off for this delivery. The driver says he rang the bell, but I was here the whole time.",
            "Could someone tell me a time more exact than 8 to 20? I have a small baby and cannot keep the hallway clear all day.",
        ),
        answers=(
            "I am sorry. We changed carriers and the details of your delivery did not reach the new one. That is our fault. {vow}",
            "sorry for the wasted evening. I spoke with the warehouse: the {n} is there and undamaged. {vow}",
        ),
        vows=(_DELIVERY, _CALL),
    ),
    Topic(
        goods="assembled", mood=2, share=7,
        subjects=("Missing parts", "Screws missing", "Wrong part in the box"),
        openings=(
            "Bag number 4 was missing from the box, so the {n} is leaning against the wall.",
            "There were two left sides in the package and no right one.",
            "I followed the instructions twice and there is still one bracket too few for the {n}.",
        ),
        answers=("thank you for the photo, it made things clear at once. The parts leave today. {vow}", "we should have noticed this when packing. No need to send anything back. {vow}"),
        vows=(_PARTS,),
    ),
    Topic(
        goods="hard", mood=2, share=7,
        subjects=("Arrived damaged", "Scratch on the {n}", "Complaint"),
        openings=(
            "When I opened the box, one corner of the {n} was chipped. The cardboard itself was fine.",
            "There is a long scratch on the {n}. We only saw it after removing the plastic.",
            "We got the wrong colour, and a dent as well. Otherwise it is lovely.",
        ),
        answers=("what a shame, and thank you for the pictures. We will swap it and take the old one away. {vow}", "the choice is yours: a new one, or money off if you can live with the mark. {vow}"),
        vows=(_DELIVERY, _RETURN),
    ),
    Topic(
        goods="roomy", mood=3, share=7,
        subjects=("Return", "How do I return this?", "Refund"),
        openings=(
            "The {n} turned out too big for our flat. Can I still return it if the box has been opened?",
            "I returned the {n} in Tampere two weeks ago and the money has not arrived.",
            "I got the {n} as a present and we already have one. Can I exchange it without a receipt?",
        ),
        answers=("yes, an opened box is no problem, and the pick-up is free. {vow}", "your return was waiting for an approval on our side. I have approved it now. {vow}"),
        vows=(_MONEY, _RETURN),
    ),
    Topic(
        goods="any", mood=3, share=6,
        subjects=("Invoice", "Two invoices for one order", "Payment reminder"),
        openings=(
            "I received two invoices for the same order. Which one should I pay?",
            "A reminder came although I paid on time. My bank statement is attached.",
            "The invoice is in Finnish only. Could you tell me what the second line is for?",
        ),
        answers=("good that you asked first. One of them is a mistake and I have cancelled it. {vow}", "the second line is the carrying in, which you did not order. I took it off. {vow}"),
        vows=(_RETURN,),
    ),
    Topic(
        goods="assembled", mood=3, share=5,
        subjects=("Assembly help", "Instructions in English?", "Assembly service"),
        openings=(
            "Are there instructions in English for the {n}? The pictures lose me at step 7.",
            "How much is the assembly service, and do your people speak English?",
            "The {n} wobbles although every screw is tight. Is there a trick?",
        ),
        answers=("here are the instructions in English. In step 7 the drilled side faces inwards. {vow}", "it is 49 € a visit, and yes, most of us do. {vow}"),
        vows=(_CALL, _RETURN),
    ),
    Topic(
        goods="soft", mood=4, share=6,
        subjects=("Colours", "Fabric sample", "Washing the {n}"),
        openings=(
            "Does the {n} come in dark green? In the picture it looks almost black.",
            "Could you post me a small piece of the fabric? I would like to see it in daylight.",
            "Would the {n} survive two cats?",
        ),
        answers=("it does, and in daylight it is clearly greener than in the picture. {vow}", "the weave is tight and stands claws rather well. {vow}"),
        vows=(_RETURN,),
    ),
    Topic(
        goods="any", mood=5, share=3,
        subjects=("Thank you", "Kind words"),
        openings=("I just wanted to say thank you. The driver took his shoes off and carried the boxes away.", "The person on the phone switched to English before I even asked. That made my day."),
        answers=("thank you for telling us. I read this aloud to the team. {vow}",),
    ),
    Topic(
        goods="bed", mood=3, share=3, for_whom=("Mother's matter", "Daughter's room"),
        subjects=("A bed for my mother", "Bed for my daughter's room"),
        openings=("My mother does not speak Finnish or Swedish. Please call me about her {n}, not her.", "Does the {n} fit under a sloping ceiling? My daughter's room is 110 cm at its lowest."),
        answers=("I have put it down so that everyone sees it. We call you, not her. {vow}", "it does, with the headboard towards the window. {vow}"),
        vows=(_CALL, _DELIVERY),
    ),
)  # fmt: skip

ENGLISH_TONGUE = Tongue(
    code="en",
    topics=TOPICS,
    goods=ENGLISH,
    hello=("Hello,", "Hi,", "Hi there,", "Dear Aitta & Tupa,", ""),
    goodbye=("Best regards, {name}", "Kind regards\n{name}", "{first}", "Thanks, {first}", ""),
    more=(
        "My order number is {order}.", "Photo attached.", "I can be reached after four.", "E-mail is best for me.",
        "Sorry for writing in English.", "", "", "", "",
    ),
    we_hello=("Hello {first},", "Hello {first}, thank you for writing,"),
    we_goodbye=("Best regards, {member}", "{member}, Aitta & Tupa"),
    thanks=(
        "Thank you for the quick answer!", "That works for us.", "Great, now I know what to expect.", "Perfect, I will wait.",
        "Thanks a lot for your help.", "Lovely. Have a good week.",
    ),
    welcome=("you are welcome. Write any time.", "glad it worked out."),
    again=(
        "It is about the same matter: has anything moved?", "I forgot to ask one thing last time.",
        "All is well, I only want to check one detail of what we agreed.",
    ),
    answer_promise="We answer",
    answered="The answer was delivered.",
    delivered="The driver confirmed the delivery.",
    done="Done as agreed.",
    did_not="We did not make it in time.",
)  # fmt: skip
