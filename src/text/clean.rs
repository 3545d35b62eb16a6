//! Text from people or files, made fit to keep and to show: no controls, no invisible or direction-changing characters.

/// The text with line ends as LF, tabs and no-break spaces as spaces, and every control or invisible character gone.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' | '\u{202f}' => out.push(' '),
            _ if is_dropped(character) => {}
            _ => out.push(character),
        }
    }
    out
}

/// The same for text that must stay on one line: line ends become spaces too.
pub fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

/// A full-width form as the half-width character it stands for: ６ ％ ？ ｑ; any other as it is.
pub fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

/// C0, C1 and DEL; what is not seen: zero-width, filling, annotating and tag characters, the soft hyphen and the byte order
/// mark; what changes the direction.
///
/// Variation selectors stay: they choose the form of the 汉字 before them.
fn is_dropped(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_go_and_spaces_become_plain() {
        for (dirty, tidy) in [
            ("甲\r\n乙\r丙", "甲\n乙\n丙"),
            ("甲\t乙\u{a0}丙", "甲 乙 丙"),
            (
                "\u{feff}甲\u{200b}乙\u{202e}丙\u{2066}丁\u{ad}戊",
                "甲乙丙丁戊",
            ),
            ("\u{1b}[31m红\u{7f}\u{9b}", "[31m红"),
            ("甲\u{3000}乙", "甲\u{3000}乙"),
        ] {
            assert_eq!(clean(dirty), tidy);
        }
        assert_eq!(clean_line("甲\r\n乙\n丙"), "甲 乙 丙");
    }

    /// What a terminal must never get from a text, as the standards number it: ECMA-48 controls, Unicode separators, the
    /// marks of bidirectional text, what has no width, and tags.
    fn is_harmful(character: char) -> bool {
        matches!(u32::from(character),
            0..=0x9 | 0xb..=0x1f | 0x7f..=0x9f | 0xad | 0x61c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
            | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
    }

    #[test]
    fn no_character_comes_through_that_a_terminal_must_not_get() {
        for character in '\0'..=char::MAX {
            let cleaned = clean(&format!("甲{character}乙"));
            assert!(!cleaned.contains(is_harmful), "{character:?}");
            let kept = clean_line(character.encode_utf8(&mut [0; 4]));
            assert!(
                !kept.contains('\n') && !kept.contains(is_harmful),
                "{character:?}"
            );
        }
    }

    #[test]
    fn what_is_written_comes_through() {
        for text in [
            "甲、乙（丙）",
            "① ㎡ ≥60% α ─ ⣿",
            "龘𠮷葛\u{e0100}",
            "é",
            "👍🏽",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in r"(?s:.|[\u{0}-\u{9f}\u{200b}-\u{206f}\u{e0000}-\u{e007f}])*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!once.contains(is_harmful));
            prop_assert!(!clean_line(&text).contains(|it: char| it == '\n' || is_harmful(it)));
        }
    }
}
