"""What an English writer can bind themselves to: act, form and the verbs that say it, as pattern text."""

VERBS: tuple[tuple[str, str, str], ...] = (
    (
        "return",
        "any",
        r"get back|come back|be back (?:with|to|in touch)|circle back|revert|follow up|be in touch"
        r"|get in touch|touch base|reach out|contact|be contacting|check in|return to you|loop back"
        r"|be getting back",
    ),
    (
        "call",
        "call",
        r"have (?:someone|somebody|a colleague|(?:one of )?(?:my|our) (?:\w+ )?\w+) (?:call|ring|phone)"
        r"|get (?:someone|somebody|a colleague|(?:one of )?(?:my|our) (?:\w+ )?\w+) to (?:call|ring|phone)|call|ring|phone|give (?:you|u) a (?:quick |short )?(?:call|ring|buzz|bell)|be calling|buzz|telephone"
        r"|return your call"
        r"|be phoning|be ringing|be on the phone",
    ),
    (
        "answer",
        "any",
        r"answer|reply|respond|let (?:you|u|everyone) know|tell|inform|update|keep (?:you|u)|confirm|write"
        r"|notify|report|give (?:you|u)|provide|explain|advise|share|post an update|be replying|get (?:you"
        r"|u) (?:an|the|your|a) (?:answer|reply|quote|update|estimate|response|decision)|have (?:an?|the|your"
        r"|our|some|more) (?:\w+ ){0,2}?(?:answer|reply|response|quote|update|estimate|offer|news|decision"
        r"|information|details|report)|get an answer|have (?:good |some )?news",
    ),
    ("send", "mail", r"e-?mail|drop (?:you|u) (?:an e-?mail|a line)|be e-?mailing"),
    ("send", "sms", r"text|sms|message|drop (?:you|u) a text|send (?:you|u) (?:a text|an sms)"),
    (
        "send",
        "delivery",
        r"ship|dispatch|be shipping|be dispatching|get (?:it|them|this|that|your \w+) (?:shipped|dispatched|out)",
    ),
    ("send", "letter", r"post|mail"),
    (
        "send",
        "any",
        r"send|forward|be sending|submit|pass|transmit|get (?:it|them|this|that|your \w+) (?:sent|over) ?",
    ),
    (
        "refund",
        "any",
        r"refund|credit|reimburse|pay|pay back|return (?:your|the) (?:money|payment)|compensate|transfer"
        r"|issue (?:you |u )?(?:an? |the |your )?(?:full )?(?:refund|credit)|be refunding|process (?:your"
        r"|the) (?:refund|return)|give (?:you|u) (?:your money|a refund)|get (?:you|u) (?:your|a) (?:money"
        r"|refund)",
    ),
    (
        "repair",
        "any",
        r"repair|fix|mend|replace|exchange|be fixing|swap|restore|correct|patch|service|get (?:it|this|that"
        r"|your \w+) (?:fixed|repaired|working)|have (?:it|this|that|your \w+|them) (?:fixed|repaired|working"
        r"|replaced)",
    ),
    (
        "visit",
        "visit",
        r"visit|see (?:you|u)|come|drop by|stop by|swing by|be (?:there|with you|round|over|on site)|pick(?! this up)|collect|install|fit|meet|be at your"
        r"|send (?:someone|a technician|an engineer|a plumber|somebody|a driver|(?:a|one of our|our) (?:fitter"
        r"|installer|electrician|courier|colleague))|be visiting"
        r"|be coming|have (?:someone|a technician|an engineer|somebody)|stop in|drive",
    ),
    (
        "deliver",
        "delivery",
        r"deliver|bring|drop|be delivering|hand|have (?:it|them|this|that|your \w+|the \w+) (?:delivered"
        r"|to you|over to you|with you|there|at your)|get (?:it|them|this|that|your \w+|the \w+) (?:delivered"
        r"|to you)",
    ),
    (
        "check",
        "any",
        r"check|look|have a (?:quick |closer )?look|find out|investigate|see (?:what|if|whether|to)|ask|review"
        r"|examine|go (?:over|through)"
        r"|dig|test|find|verify|assess|inspect|trace|track|double[ -]check|clarify|consult|speak|talk|discuss",
    ),
    (
        "arrange",
        "any",
        r"have (?:\w+ )?(?:[a-z]{2,}ed|sent|done|made|found|paid)|arrange|book|schedule|set|organi[sz]e|order"
        r"|reserve|make sure|ensure|take care|handle|sort|process"
        r"|resolve|solve|deal|settle|see (?:that|to (?:it|this|that))|(?:re)?open (?:your|you an?|a new) \w+|have (?:it|this|that|everything|them|(?:your|the) (?:\w+ )?\w+) (?:\w+ )?(?:running|working|back|on|online|up)|cancel|change|move|have (?:it|this|that|everything"
        r"|them|your \w+|the \w+) (?:\w+ )?(?:done|ready|sorted|resolved|arranged|prepared|finished|processed"
        r"|completed|sent|shipped)|get (?:it|this|that|everything) (?:done|sorted|resolved|ready|arranged)",
    ),
    (
        "other",
        "any",
        r"prepare|make|finish|complete|do|draft|create|put|help|start|begin|give|get|take|work|add|remove"
        r"|upload|publish|print|activate|enable|reset|escalate|raise|pack|assign|present|show|run|release"
        r"|launch|return|proceed|bring",
    ),
)
