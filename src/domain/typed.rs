//! What a person types into a filter: words, and fields such as `部门:wjw` or `截止<2020-06-30`.

use crate::text::clean::half_width;

/// How a field compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `:` or `=`: is one of these.
    Is,
    /// `<`: before.
    Before,
    /// `<=`: not after.
    UpTo,
    /// `>`: after.
    After,
    /// `>=`: not before.
    From,
}

/// One part of what was typed; parts stand apart by white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A word.
    Word(&'a str),
    /// A field with its value, which may still be empty.
    Field {
        /// Its name.
        name: &'a str,
        /// How it compares.
        compare: Compare,
        /// What with.
        value: &'a str,
        /// All of it, as typed.
        whole: &'a str,
    },
}

/// The parts of what was typed; full-width marks are taken as half-width ones.
pub fn parts(typed: &str) -> impl Iterator<Item = Part<'_>> {
    typed.split_whitespace().map(part)
}

fn part(whole: &str) -> Part<'_> {
    let mut characters = whole
        .char_indices()
        .map(|(at, it)| (at, it, half_width(it)));
    let mark = characters.find(|it| matches!(it.2, ':' | '=' | '<' | '>'));
    let Some((at, mark, plain)) = mark.filter(|it| it.0 > 0) else {
        return Part::Word(whole);
    };
    let mut behind = at + mark.len_utf8();
    let equals = characters.next().filter(|it| it.2 == '=');
    let compare = match (plain, equals.is_some()) {
        ('<', false) => Compare::Before,
        ('<', true) => Compare::UpTo,
        ('>', false) => Compare::After,
        ('>', true) => Compare::From,
        _ => Compare::Is,
    };
    if let (Some((_, equals, _)), false) = (equals, compare == Compare::Is) {
        behind += equals.len_utf8();
    }
    Part::Field {
        name: &whole[..at],
        compare,
        value: &whole[behind..],
        whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_fields_come_apart() {
        let field = |name, compare, value, whole| Part::Field {
            name,
            compare,
            value,
            whole,
        };
        for (typed, wanted) in [
            ("健康", vec![Part::Word("健康")]),
            (
                "灯:红,黄 步道",
                vec![
                    field("灯", Compare::Is, "红,黄", "灯:红,黄"),
                    Part::Word("步道"),
                ],
            ),
            (
                "截止＜＝2020",
                vec![field("截止", Compare::UpTo, "2020", "截止＜＝2020")],
            ),
            (
                "截止<2020",
                vec![field("截止", Compare::Before, "2020", "截止<2020")],
            ),
            ("截止>=", vec![field("截止", Compare::From, "", "截止>=")]),
            ("人：", vec![field("人", Compare::Is, "", "人：")]),
            (":a", vec![Part::Word(":a")]),
            ("=x", vec![Part::Word("=x")]),
        ] {
            assert_eq!(parts(typed).collect::<Vec<_>>(), wanted, "{typed}");
        }
    }
}
