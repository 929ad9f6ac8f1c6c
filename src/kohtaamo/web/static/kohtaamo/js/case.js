// The encounter page: one behaviour in each.
import "./talk.js";
import "./composer.js";
import "./just_sent.js";
import "./suggest.js";
import "./addresses.js";
import "./draft_keeper.js";
import "./promise_offer.js";
import "./attach.js";
import "./decision.js";
import "./undo.js";
import "./presence.js";
import "./toast.js";
