"""What servers say when they refuse, and what it means; the first meaning that fits is taken.

The order goes from what can be said of one cause only to what is said of many. Patterns see lower-cased text on one
line with addresses written as ``<>``, and have bounded repeats only.
"""

from __future__ import annotations

import re

_TABLE: tuple[tuple[str, str], ...] = (
    ("hostunknown", r"account or domain may not exist"),
    ("networkerror", r"dns query failed"),
    ("exceedlimit", r"(?:daily|hourly|sending) (?:user )?(?:sending |message )?(?:quota|limit)"),
    ("filtered", r"blocked by the recipient|recipient preferences|accepting mail from specific"),
    (
        "rejected",
        r"backscatter|\bbatv\b|bouncedeny|empty email address|message refused$|null sender|empty (?:envelope )?sender",
    ),
    ("systemerror", r"loop was found|loops back to (?:my|me)|create a mail loop|forwarding loop broken|\bno mdb\b"),
    ("securityerror", r"mail relay\b.{0,60}authenticat|you don't authenticate"),
    ("expired", r"message expired|queue\.expired|multiple retries, giving up|delivery failed \d{1,4} attempts"),
    (
        "hasmoved",
        r"user not local|has moved|no longer at this address|has been replaced by|recipient has a new address"
        r"|please use the new address|no longer in use, please",
    ),
    (
        "mailboxfull",
        r"(?:mailbox|account|storage|space) .{0,30}(?:exceeding receiving|would exceed|been used up)"
        r"|mail file size exceeds|over (?:the |its |his )?(?:allowed |disk |storage )?quota|(?:not|n't) have enough space"
        r"|mailbox (?:is )?(?:full|exceeds|exceeded|size limit|over|quota|temporarily full)"
        r"|over ?(?:the )?quota|quota exce"
        r"|exceed(?:s|ed|ing)? (?:\w{1,12} ){0,3}quota|out of storage|mailbox <?>? ?is (?:over|full)"
        r"|mail ?box full|mail ?folder is full|mail file is over|shutoffquota|database disk quota"
        r"|quota violation|insufficient (?:system )?quota|not enough (?:storage )?space|disk quota"
        r"|user is over|boite .{0,20}pleine"
        r"|user has too many messages|mailbox of .{0,40} is full|inbox (?:is )?full"
        r"|(?:postilaatikko|laatikko|kiintiö|tila) .{0,20}(?:täynnä|täyttynyt|ylitty)|tallennustila .{0,20}(?:lopussa|täynnä)"
        r"|(?:inkorg|brevlåda|postlåda)\w* (?:är )?full|(?:inkorgens |lagrings)?utrymme\w* .{0,20}(?:slut|fullt)"
        r"|postfach (?:ist )?voll|account is over"
        r"|maildir (?:delivery failed: .{0,30}disk quota|over ?quota)"
        r"|has exceeded (?:his|its|their) (?:mailbox|quota|disk)"
        r"|recipient (?:mailbox|storage) (?:is )?full|exceeded storage|storage allocation|full mailbox"
        r"|mailbox has exceeded"
        r"|their mailbox is full|容量|メールボックスがいっぱい",
    ),
    (
        "mesgtoobig",
        r"message (?:is )?too (?:large|big|long)|message (?:file |body )?size exceeds"
        r"|(?:exceeds?|exceeded|over) (?:the )?"
        r"(?:maximum |max |fixed )?(?:message |mail )?size(?: limit)?|message exceeds the maximum"
        r"|maximum message size"
        r"|recipsizelimit|sendersizelimit|size limit exceeded|mail data too large"
        r"|message length exceeds the maximum"
        r"|size of (?:this|your|the) message|message size|exceeded google|maximum email size",
    ),
    (
        "exceedlimit",
        r"message length exceeds administrative|exceeds? administrative limit|too many recipients"
        r"|message header size exceeds",
    ),
    (
        "speeding",
        r"mail at a rate|excessive volume|receiving mail too quickly|rate (?:limit )?exceeded for user"
        r"|too many messages? (?:to|for) this (?:user|recipient)"
        r"|please slow down|sending (?:too )?(?:fast|quickly)|messages? too fast"
        r"|unusual(?:ly high)? rate|has exceeded (?:the |its )?rate"
        r"|rate[- ]limited(?! due to ip)",
    ),
    (
        "toomanyconn",
        r"too many (?:(?:concurrent|simultaneous|smtp|open) ){0,2}(?:sessions|connections)"
        r"|connection (?:rate|frequency) ?limit"
        r"|connections? (?:rate )?limit exceeded|ip frequency limited|too many connections"
        r"|maximum (?:number of )?connections"
        r"|all available ips are at maximum connection|domain frequency limited",
    ),
    (
        "suspend",
        r"(?:account|mailbox|user|recipient|address|email)(?:\(s\))?(?: account)?(?: \S{1,60})?"
        r" (?:has been |is |was |are |that you tried to reach is |been )?"
        r"(?:currently |temporarily |temporary )?(?:disabled|suspended|inactive|locked"
        r"|deactivated|frozen|blocked)"
        r"|disabled recipient|inactive (?:account|user|mailbox|recipient)"
        r"|(?:mailbox|account) (?:currently )?(?:unavailable|not available) due to"
        r"|suspended account|not active|user suspended|mailbox .{0,12}suspended|account (?:is )?closed"
        r"|is currently suspended|deactivated|destinataire archivee|suspend the service|disabled or discontinued|no longer accepts mail|account expired|temporary locked",
    ),
    (
        "authfailure",
        r"\bdmarc\b|\bspf\b|sender policy framework|\bdkim\b|unauthenticated (?:email|mail)"
        r"|not pass authentication"
        r"|authentication (?:information )?(?:required from|check failed)"
        r"|is not authorized to send .{0,20}domain",
    ),
    (
        "badreputation",
        r"(?:bad|poor|low|ip|domain|sender|sending)[^.]{0,12} reputation"
        r"|reputation (?:is )?(?:too )?(?:bad|low|poor)|due to .{0,20}reputation",
    ),
    (
        "requireptr",
        r"\bptr\b|reverse dns|\brdns\b|ip name lookup failed"
        r"|cannot (?:find|resolve) your (?:host|reverse)"
        r"|reverse (?:hostname|lookup|mapping|name|client)"
        r"|unverifyable sending|mismatches client ip|cannot resolve your address|no reverse"
        r"|client must have|unresolvable relay host"
        r"|name (?:cannot|could not) be (?:found|resolved) from (?:your )?ip|unable to find reverse|fcrdns",
    ),
    (
        "notcompliantrfc",
        r"multiple (?:\S{1,10} ){0,3}addresses in from|not (?:rfc|compliant)|rfc ?5322|rfc ?2822"
        r"|(?:duplicate|multiple|missing) .{0,24}header"
        r"|bare (?:lf|cr|newline)|violat(?:es|ing) rfc",
    ),
    ("blocked", r"banned sending ip|spamhaus|spamcop|\bsorbs\b|part of their network"),
    (
        "spamdetected",
        r"spam or virus|spam/virus|\bno spam\b|(?:message|mail) content rejected|rejecting (?:banned|mail) content"
        r"|unacceptable content|block(?:ed)? for (?:abuse|spam)|spam blocked",
    ),
    (
        "virusdetected",
        r"virus (?:detected|found|was)|infected (?:with|by)|contains (?:a )?(?:virus|malware)|malware"
        r"|message .{0,30}virus|virus infected",
    ),
    (
        "spamdetected",
        r"(?:scored|classified|detected|identified|considered|rejected|refused|marked|flagged|looks)[^.]{0,24}(?:\bspam|junk|\bube\b|\buce\b)"
        r"|\bube\b|\buce\b"
        r"|spam (?:detected|message|mail|content|score|filter|firewall|rejected|refused|check|not)"
        r"|(?:is|as|probable|probably|possible|likely|like|our|by) "
        r"(?:a )?spam|unsolicited|high spam|appears to be (?:bulk|spam)|spamassassin"
        r"|message content rejected|mail rejete|bulk email filter"
        r"|considered (?:bulk|unsolicited)|content rejected|blacklisted (?:url|link)|\buribl\b"
        r"|bulk.(?:mail|e-?mail|advertis)|probability of spam|content filter|spam[- ]?(?:like|ming)\b|recurrent pattern"
        r"|(?:suspect(?:ed)?|consider(?:ed)?|similar to|contains?|of being|dont accept|too much|due to|because of|triggered a)"
        r" (?:a )?spam|spam (?:email|rejection|list|limit|block|contents|points|exceeded)|\(spam\)|(?:- |\d )spam$"
        r"|(?:blocked|rejected) by (?:our|the) filter"
        r"|\bsurbl\b|content denied|suspicion of spam|antispam|anti-spam|identified as spam",
    ),
    (
        "contenterror",
        r"improper use of 8-bit|headers? too large"
        r"|(?:illegal|prohibited|forbidden|blocked|banned|dangerous|disallowed)[^.]{0,20}(?:attachment|file|content)"
        r"|attachment[^.]{0,30}(?:not (?:allowed|accepted|permitted)|blocked|rejected|forbidden)"
        r"|mime (?:error|format)|potential security issue|executable attachment"
        r"|message content (?:is )?not"
        r"|line too long|lines? longer than|illegal attachment|too many (?:hops? in|headers)"
        r"|character set|unacceptable content",
    ),
    (
        "norelaying",
        r"relay(?:ing)? (?:is )?(?:access )?"
        r"(?:denied|not (?:allowed|permitted)|prohibited|disallowed|attempt|operation rejected)"
        r"|unable to relay|cannot relay"
        r"|not (?:allowed|permitted|authori[sz]ed) to relay|open relay|no relay|we do not relay"
        r"|email address is not verified|relay not"
        r"|(?:domain|host) isn't in my list of allowed rcpthosts|insecure mail relay"
        r"|that domain isn't in|mail relay denied|won't relay",
    ),
    (
        "policyviolation",
        r"organizational settings|members-only|(?:closed|members.only) (?:mailing )?list|mass mailer|given low priority"
        r"|protocol violation|headers? (?:are |is )?not accepted|multiple addresses|not subscribed to this"
        r"|not accept(?:ing)? (?:mail|messages) (?:with|containing)|policy reasons|policy (?:violation|restriction|rejection)"
        r"|(?:due to|by|violates?|against|for|under) .{0,24}policy|header error"
        r"|local policy|not accepted for policy|because of policy|administrative prohibition"
        r"|poss?ible mail ?bomb|security polic",
    ),
    (
        "rejected",
        r"sender (?:address )?(?:is )?(?:rejected|refused|denied|invalid|not allowed|blocked)"
        r"|invalid sender|domain of sender|sender domain"
        r"|from: ?(?:domain|address) (?:is )?invalid|<> from: domain is invalid"
        r"|sending to/from an address that has been blacklisted|access denied"
        r"|sender (?:verify|verification|callout) fail|mail from .{0,20}(?:rejected|refused|denied)"
        r"|rejecting sender|bad sender|return path"
        r"|unexpected volume or user complaints|address (?:has been )?blacklisted"
        r"|from address .{0,20}(?:rejected|invalid|not)|send mail as"
        r"|you are not allowed to send|not a member|user complaints",
    ),
    (
        "blocked",
        r"(?:black|block|deny) ?list|blacklist|blocklist|\b\S{0,8}[rd]?n?bl\b(?:=|\)|\s)|dnsbl|\brbl\b"
        r"|\bblocked\b|spamhaus|spamcop|\bsorbs\b"
        r"|client host (?:rejected|blocked|refused)|access denied"
        r"|connection (?:refused by|rejected|(?:was )?dropped|denied|not accepted|reset by)|banned|not accept(?:ing)? "
        r"(?:mail|connections?|messages?) from (?:your|this|the) (?:ip|host|client|server)"
        r"|your (?:ip|server|host|isp|network)|ip (?:address )?.{0,30}"
        r"(?:rejected|refused|denied|not allowed|blocked)|invalid ip|smtp server of your isp"
        r"|may not be mail exchanger|aup#|invalid domain name"
        r"|no smtp service|go away|helo .{0,20}(?:rejected|invalid|bad)|dynamic ip|dial-?up"
        r"|may not be used|part of their network|bad helo|unwanted messages have been sent from"
        r"|network not allowed|helo command rejected|greylist",
    ),
    (
        "securityerror",
        r"credentials invalid|verification failure|dead domain|executable files|tls (?:is )?required"
        r"|requires authentication|authentication is required|delivery not authori[sz]ed|smtp auth(?:entication)?"
        r"|authentication (?:required|failed|failure|needed|turned on)|not authenticated"
        r"|unauthenticated sender|authrequired|rst\.notauthorized|(?:not have|no) permission to send"
        r"|not permitted to send"
        r"|must (?:issue a )?starttls|encryption (?:required|needed)|certificate|failed to delivery"
        r"|sorry, you don't authenticate|password",
    ),
    (
        "systemfull",
        r"insufficient (?:system storage|disk space|storage)|(?:mail )?system (?:is )?full"
        r"|no space left|requested mail action aborted: exceeded"
        r"|disk full|out of (?:disk )?space",
    ),
    (
        "notaccept",
        r"null ?mx|name server: \.: host not found|host does not accept mail|domain does(?:n't| not) (?:receive|accept) (?:e-?)?mail"
        r"|does not accept (?:any )?(?:mail|email|incoming)"
        r"|no mx (?:record|host|found)|no (?:mail exchanger|valid mail)|couldn't find a mail exchanger"
        r"|smtp protocol returned .{0,20}permanent"
        r"|names? service .{0,40}no data|\b556\b|mail receiving disabled",
    ),
    (
        "hostunknown",
        r"domain (?:mentioned )?in .{0,30}is unknown|host unreachable|host (?:or domain name )?(?:is )?(?:unknown|not found)|unknown (?:host|domain|mail host)"
        r"|unrouteable (?:address|mail domain|domain)|no such (?:host|domain)"
        r"|domain (?:name )?(?:does not exist|not found|is not reachable|must exist|is invalid)"
        r"|\bhost \S{1,80} not found|any host named|nxdomain"
        r"|recipient domain .{0,24}(?:not|invalid)|no route (?:to host )?for|illegal host"
        r"|name (?:or service )?not (?:known|found)|dns lookup failure"
        r"|account or domain may not exist"
        r"|\d{3} [a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5} does not exist|invalid domain"
        r"|domain .{0,60}could ?n[o']t be found|bad destination host"
        r"|all relevant mx records point to non-existent|no hosts? found|nonexistentdomain"
        r"|no such domain|could not find (?:the )?domain|host lookup|no longer exists? .{0,8}domain",
    ),
    (
        "networkerror",
        r"dns records? (?:for|of) .{0,60}could not be found|forwarding loop count|malformed name server"
        r"|message looping|no route to host|no relevant answers|dns error|servfail|establish an smtp connection"
        r"|points? back to|malformed or unexpected name server"
        r"|network (?:error|is unreachable|unreachable)|host is unreachable|mail (?:forwarding )?loop"
        r"|routing loop|loops? back|too many hops|hop count|name service error"
        r"|could not (?:connect|resolve)|dns (?:failure|problem|server)|connection lost"
        r"|lost connection|server .{0,12}dropped connection|conversation with|temporary lookup"
        r"|unable to resolve|address family|socket error .{0,9}network",
    ),
    (
        "mailererror",
        r"command output|procmail|temporary failure$|x-unix|pipe (?:command|to)|exit (?:code|status)"
        r"|mailer (?:error|program)|\bexec /|local delivery|died with",
    ),
    (
        "systemerror",
        r"interrupted system call|while being processed|misconfigured|temporary local problem|(?:create|open) user output"
        r"|local (?:configuration )?error|system (?:config|error|problem)"
        r"|service (?:is )?(?:currently |temporarily )?(?:unavailable|refused?)"
        r"|internal (?:server )?error"
        r"|queue file write error|server (?:configuration )?(?:error|problem)|does not support tls"
        r"|timeout waiting for input|i/o error|\bldap\b|load drd|mail system configuration"
        r"|communications failure"
        r"|cname lookup failed|can't (?:open|create) (?:mailbox|output)|server (?:is )?(?:too )?busy"
        r"|mailsystem|aliasing|can not connect",
    ),
    (
        "syntaxerror",
        r"malformed address|syntax error|bad sequence|valid rcpt command must"
        r"|command (?:parameter )?(?:not (?:implemented|recognized)|unrecogni[sz]ed)",
    ),
    (
        "expired",
        r"timed? ?out|connection refused|retry timeout|retry time not reached|find a gateway|giving up\b|not been collected|not reachable within|(?:is not|not|did not) respond|deliver(?:y)? (?:retry )?(?:time|attempts?) (?:expired|exceeded)"
        r"|expired|retry (?:count|time) .{0,20}exceeded|not accept our requests to connect"
        r"|could not be delivered for|been in the queue too long|host not reachable"
        r"|unable to deliver in \d|not yet been delivered|too (?:old|long) in"
        r"|deferred: 4\d\d|message delayed|socket error"
        r"|connect(?:ion)? (?:attempt )?(?:to .{0,40} )?(?:failed|timeout|could be made)|delay"
        r"|given up|gave up",
    ),
    ("onhold", r"\bon hold\b|temporary failure"),
)
_COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in _TABLE)

_ADDRESS = re.compile(r"<?[^\s<>\"',;:()\[\]@]{1,128}@[^\s<>\"',;:()\[\]@]{1,255}>?")


def plain(text: str) -> str:
    """A text as the patterns want it: one line, lower case, addresses as ``<>``, no more than 8000 characters."""
    return _ADDRESS.sub("<>", " ".join(text[:16000].lower().split()))[:8000]


def meaning_of(text: str) -> str:
    """The reason the words of an already plain text tell, the unknown user aside; an empty string for none."""
    return next((reason for reason, pattern in _COMPILED if pattern.search(text)), "")
