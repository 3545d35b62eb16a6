//! Giving text to the clipboard of the terminal at the other end of the line (OSC 52). Nobody answers, so nobody knows
//! whether it was taken.

use crate::text::base64::encode_bare;
use crate::text::clean::clean;

/// The most letters that are sent; some terminals take no more.
const MOST: usize = 6 * 1024;
/// The most that GNU screen hands on in one piece.
const PIECE: usize = 700;

/// The bytes that give a text to the clipboard, for what the environment says lies between here and the terminal. What is
/// too long is cut between two characters.
pub fn sequence(text: &str, variable: impl Fn(&str) -> Option<String>) -> String {
    let mut text = clean(text);
    let mut end = text.len().min(MOST / 4 * 3);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    let mut letters = encode_bare(text.as_bytes());
    while !letters.len().is_multiple_of(4) {
        letters.push('=');
    }
    let plain = format!("\x1b]52;c;{letters}\x07");
    let said = |name: &str| variable(name).is_some_and(|it| !it.is_empty());
    let term = variable("TERM").unwrap_or_default();
    if said("TMUX") || term.starts_with("tmux") {
        // tmux takes the plain one where set-clipboard is on, and hands the wrapped one on where allow-passthrough is.
        return format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\");
    }
    if said("STY") || term.starts_with("screen") {
        // Over SSH a TERM of screen may be tmux, too: that takes the plain one and lets the other go.
        let pieces = plain.as_bytes().chunks(PIECE);
        let pieces = pieces.map(|it| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(it)));
        return format!("{plain}{}", pieces.collect::<String>());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::base64::decode;

    fn sent(text: &str, environment: &[(&str, &str)]) -> String {
        sequence(text, |name| {
            let found = environment.iter().find(|it| it.0 == name);
            found.map(|it| it.1.to_owned())
        })
    }

    fn told(sequence: &str) -> String {
        let letters = sequence.strip_prefix("\x1b]52;c;").unwrap();
        let letters = letters.split('\x07').next().unwrap();
        String::from_utf8(decode(letters).unwrap()).unwrap()
    }

    #[test]
    fn a_text_arrives_clean_and_whole_or_cut_between_characters() {
        let sent_plain = sent("任务 12\u{1b}[31m\u{202e}\n市卫健委", &[]);
        assert_eq!(told(&sent_plain), "任务 12[31m\n市卫健委");
        assert!(sent_plain.ends_with('\x07'));
        let long = "健".repeat(4_000);
        let cut = sent(&long, &[]);
        assert!(cut.len() <= MOST + 8, "{}", cut.len());
        assert!(long.starts_with(&told(&cut)) && told(&cut).len() > MOST / 2);
    }

    #[test]
    fn what_lies_between_is_told_to_hand_it_on() {
        for environment in [[("TMUX", "/tmp/x,1,0")], [("TERM", "tmux-256color")]] {
            let sent = sent("甲", &environment);
            assert_eq!(
                sent,
                "\x1b]52;c;55Sy\x07\x1bPtmux;\x1b\x1b]52;c;55Sy\x07\x1b\\"
            );
        }
        for environment in [[("STY", "1.pts")], [("TERM", "screen.xterm")]] {
            let sent = sent("甲", &environment);
            assert_eq!(sent, "\x1b]52;c;55Sy\x07\x1bP\x1b]52;c;55Sy\x07\x1b\\");
        }
    }
}
