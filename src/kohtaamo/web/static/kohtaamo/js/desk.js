// What every desk page has: keys, the live stream, and forms that are sent once.
import "./keys.js";
import "./live.js";
import "./menu.js";
import "./palette.js";
import "./send_once.js";
import "./hold_still.js";
