"""Large mail hosts whose words or codes mean something of their own; each is told by its name in the report.

Their published lists: support.google.com/a/answer/3726730, learn.microsoft.com (non-delivery reports in Exchange
Online), support.apple.com/102529, postmaster.orange.fr, godaddy.com (IB codes), cox.com (email error codes),
senders.yahooinc.com/smtp-error-codes, mail.i.ua/err, zoho.com/mail/help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HOSTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"messagelabs", ((r"no such user|user unknown|unknown user|<> rejected", "userunknown"),)),
    (
        r"inbound-smtp\.[a-z0-9-]{4,20}\.amazonaws",
        (
            (r"mailbox does not exist", "filtered"),
            (r"content rejected", "contenterror"),
            (r"temporary failure", "onhold"),
            (r"message too large", "mesgtoobig"),
        ),
    ),
    (
        r"facebook\.com",
        (
            (r"rcp-p[23]", "filtered"),
            (r"rcp-p1", "userunknown"),
            (r"int-p[1347]|pol-p[67]", "systemerror"),
            (r"pol-p[12]", "blocked"),
        ),
    ),
    (
        r"ezweb\.ne\.jp|au\.com|kddi",
        (
            (r"\b550 ?: ?user unknown", "filtered"),
            (r"<>:? ?:? ?user unknown", "userunknown"),
            (r"unknown user", "userunknown"),
        ),
    ),
    (r"docomo\.ne\.jp", ((r"\b550 unknown user", "rejected"), (r"\b504\b", "syntaxerror"), (r"\b503\b", "expired"))),
    (
        r"cloudfilter\.net|cox\.net",
        (
            (r"cxbl|cdrbl|csbl|aup#(?:bl|blk|cxmxrt|cdrbl)|aup#i", "blocked"),
            (r"rejected - no rdns", "requireptr"),
            (r"cxthrt|cxmj", "securityerror"),
            (r"too many sessions|cxcnct", "toomanyconn"),
            (r"cxdns", "requireptr"),
            (r"cxsnd", "rejected"),
        ),
    ),
    (
        r"orange\.fr|wanadoo\.fr|laposte\.net|ofr_|lpn0",
        (
            (r"ofr0{0,2}5?_?\d{0,3} ?\[?(?:103|104|107|109|514|630)\]?|ofr_?00[456]_10[3479]", "blocked"),
            (r"\b416\b|invalid recipient|destinataire invalide", "userunknown"),
            (r"\b417\b|mailbox full", "mailboxfull"),
            (r"lpn000_630|lpn_?630", "policyviolation"),
            (r"\b506\b|mail rejected", "spamdetected"),
            (r"ofr_999", "blocked"),
            (r"service refuse.{0,200}lpn\d{3}_", "undefined"),
            (r"ofr_?\d{0,3}_?102|ip source bloquee", "blocked"),
            (r"too many connections", "toomanyconn"),
            (r"service refuse", "systemerror"),
        ),
    ),
    (
        r"secureserver\.net|godaddy|\bib\d{3}\b",
        (
            (r"\bib50[68]\b.{0,40}(?:from)|from: domain is invalid", "rejected"),
            (r"\bib508\b|\bib509\b|spf", "authfailure"),
            (r"\bib1\d\d\b|rbl", "blocked"),
            (r"\bib212\b|\bib401\b", "securityerror"),
            (r"\bib5(?:0[4-7]|1[0-2])\b", "spamdetected"),
            (r"\bib(?:101|007|705|802)\b", "requireptr"),
        ),
    ),
    (r"groups\.google\.com", ((r"groups\.google\.com/support", "rejected"),)),
    (
        r"\bi\.ua/err/\d",
        (
            (r"/err/[16]\b", "norelaying"),
            (r"/err/2\b", "userunknown"),
            (r"/err/3\b", "suspend"),
            (r"/err/4\b", "mailboxfull"),
            (r"/err/5\b", "toomanyconn"),
            (r"/err/8\b", "rejected"),
            (r"/err/[79]\b", "blocked"),
            (r"/err/10\b", "filtered"),
        ),
    ),
    (
        r"\b(?:smtpin|mx\d?)\.zoho",
        ((r"flagged as spam|rejected by destination domain", "rejected"), (r"\bvirus\b", "virusdetected")),
    ),
    (
        r"yahoodns|\byahoo",
        (
            (r"unresolvable rfc|permanently deferred", "rejected"),
            (r"is no longer valid", "suspend"),
            (r"max message per connection", "toomanyconn"),
        ),
    ),
    (
        r"\bgoogle|gmail|gsmtp",
        (
            (r"spf record of the sending|to authenticate (?:their email )?with|isn't aligned", "authfailure"),
            (r"very low reputation", "badreputation"),
            (r"in whitelist for rcpt|try again later, closing|(?:helo|ehlo) argument|unusual rate of", "blocked"),
            (r"attachments? exceeds|header (?:value )?(?:size|\()|header size|5\.2\.3 your message", "exceedlimit"),
            (r"mail relay denied|credentials for relay", "norelaying"),
            (r"missing a valid |missing from header", "notcompliantrfc"),
            (r"inbox is out of storage|over quota|out of storage", "mailboxfull"),
            (r"mail at a rate", "speeding"),
            (r"email account that you tried to reach is (?:disabled|inactive)", "suspend"),
            (r"email account that you tried to reach does not exist", "userunknown"),
            (r"ip you're using to send mail is not authorized|unsolicited mail originating from your ip", "blocked"),
        ),
    ),
    (
        r"mimecast",
        (
            (r"dmarc|spf|dkim|anti-spoofing|sender invalid", "authfailure"),
            (r"rejected by header based manually blocked|sender blocked|blocked senders", "blocked"),
            (
                r"network not allowed|security policies|content examination|administrative prohibition",
                "policyviolation",
            ),
            (r"size exceeded|size limit", "mesgtoobig"),
            (r"submitter|account (?:in|out)bounds disabled|service unavailable", "securityerror"),
            (r"unable to process connection", "systemerror"),
        ),
    ),
    (
        r"\bqq\.com|tencent",
        (
            (r"mailbox not found", "userunknown"),
            (r"(?:ip|domain|sender|connection|user) frequency (?:is )?limited", "toomanyconn"),
            (r"content denied|behaviou?r spam|suspected spam", "spamdetected"),
            (r"rejected by recipients?", "filtered"),
            (r"suspected bounce attacks", "contenterror"),
        ),
    ),
    (
        r"outlook\.com|hotmail|microsoft",
        (
            (r"requested action not taken: mailbox unavailable", "userunknown"),
            (r"access denied, (?:bad helo|rejected by recipient)|5\.7\.511 ", "blocked"),
            (r"too many related errors|invalid (?:characters|message content)", "contenterror"),
            (r"access denied, (?:please try again|traffic)", "blocked"),
            (r"spam abuse detected", "spamdetected"),
            (r"banned sender", "rejected"),
            (r"as\(201806281\)|recipient address rejected: access denied", "userunknown"),
            (r"ip reputation", "badreputation"),
            (r"block list|banned sending ip|s3140|s3150", "blocked"),
        ),
    ),
    (
        r"icloud\.com|\bapple\b|me\.com|\[cs01\]|\[hm08\]",
        ((r"user not local|no longer", "hasmoved"), (r"\[cs01\]", "policyviolation")),
    ),
)
_COMPILED = tuple(
    (re.compile(host), tuple((re.compile(words), reason) for words, reason in rules)) for host, rules in _HOSTS
)


def meaning_at(hosts: Iterable[str], said: str) -> str:
    """The reason that a known host gives with an already plain text; an empty string when neither is known."""
    where = " ".join(hosts)
    for host, rules in _COMPILED:
        if host.search(where):
            return next((reason for words, reason in rules if words.search(said)), "")
    return ""
