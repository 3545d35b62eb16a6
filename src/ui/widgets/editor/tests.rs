//! Typing, as a person does it and as nobody does.

use proptest::prelude::*;

use super::*;

fn press(editor: &mut Editor, code: KeyCode, modifiers: KeyModifiers) {
    editor.key(KeyEvent::new(code, modifiers));
}

#[test]
fn deleting_takes_what_a_reader_takes_for_one_character() {
    let mut editor = Editor::new(Shape::Line, "健康e\u{301}");
    press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
    assert_eq!(editor.text(), "健康");
    press(&mut editor, KeyCode::Char('w'), KeyModifiers::CONTROL);
    assert_eq!(editor.text(), "健");
    press(&mut editor, KeyCode::Home, KeyModifiers::NONE);
    press(&mut editor, KeyCode::Delete, KeyModifiers::NONE);
    assert_eq!(editor.text(), "");
}

#[test]
fn a_paste_is_text() {
    let mut line = Editor::new(Shape::Line, "");
    line.insert("甲\r\n\u{1b}[31m乙\t丙\u{202e}");
    assert_eq!(line.text(), "甲 [31m乙 丙");
    let mut lines = Editor::new(Shape::Lines, "");
    lines.insert("甲\r乙");
    assert_eq!(lines.text(), "甲\n乙");
}

#[test]
fn rows_and_the_cursor_follow_the_display_width() {
    let editor = Editor::new(Shape::Lines, "健康步道a\n公园");
    let rows: Vec<&str> = editor
        .rows(6)
        .into_iter()
        .map(|it| &editor.text()[it])
        .collect();
    assert_eq!(rows, ["健康步", "道a", "公园"]);
    assert_eq!(editor.place(6), (2, 4));
}

#[test]
fn moving_over_rows_keeps_the_column() {
    let mut editor = Editor::new(Shape::Lines, "健康\na步道");
    assert!(editor.move_rows(false, 1, 20));
    assert_eq!(editor.place(20), (0, 4));
    assert!(!editor.move_rows(false, 1, 20));
    assert!(editor.move_rows(true, 1, 20));
    assert_eq!(editor.place(20), (1, 5));
}

#[test]
fn a_long_line_shows_the_part_with_the_cursor() {
    let mut editor = Editor::new(Shape::Line, "健康步道公园");
    assert_eq!(editor.window(6), ("公园", 4));
    press(&mut editor, KeyCode::Home, KeyModifiers::NONE);
    assert_eq!(editor.window(5), ("健康", 0));
}

#[test]
fn a_burst_of_typing_is_one_step_and_so_is_a_paste() {
    let mut editor = Editor::new(Shape::Lines, "原文");
    let control = KeyModifiers::CONTROL;
    for character in "建成三条。再建".chars() {
        press(&mut editor, KeyCode::Char(character), KeyModifiers::NONE);
    }
    editor.insert("甲\r\n乙");
    assert_eq!(editor.text(), "原文建成三条。再建甲\n乙");
    let mut seen = Vec::new();
    while editor.key(KeyEvent::new(KeyCode::Char('z'), control)) {
        seen.push(editor.text().to_owned());
    }
    assert_eq!(seen, ["原文建成三条。再建", "原文建成三条。", "原文"]);
    while editor.key(KeyEvent::new(KeyCode::Char('y'), control)) {}
    assert_eq!(editor.text(), "原文建成三条。再建甲\n乙");
    press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
    press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
    press(&mut editor, KeyCode::Char('z'), control);
    assert_eq!(editor.text(), "原文建成三条。再建甲\n乙");
    press(&mut editor, KeyCode::Char('丙'), KeyModifiers::NONE);
    assert!(!editor.key(KeyEvent::new(KeyCode::Char('y'), control)));
}

#[test]
fn rows_keep_the_rules_of_typesetting_and_every_blank() {
    let rows = |text: &str, columns| {
        let editor = Editor::new(Shape::Lines, text);
        let rows = editor.rows(columns).into_iter();
        rows.map(|it| text[it].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        rows("建成步道，设立（标识）", 8),
        ["建成步", "道，设立", "（标识）"]
    );
    assert_eq!(rows("ab      c", 4), ["ab  ", "    ", "c"]);
    assert_eq!(rows("甲\n", 4), ["甲", ""]);
    assert_eq!(rows("", 4), [""]);
}

#[test]
fn a_word_of_chinese_is_a_character_and_a_line_end_is_one_too() {
    let mut editor = Editor::new(Shape::Lines, "健康 step one\n步道");
    let control = KeyModifiers::CONTROL;
    for left in [
        "健康 step one\n步",
        "健康 step one\n",
        "健康 step one",
        "健康 step ",
        "健康 ",
    ] {
        press(&mut editor, KeyCode::Char('w'), control);
        assert_eq!(editor.text(), left);
    }
    press(&mut editor, KeyCode::Home, control);
    press(&mut editor, KeyCode::Right, control);
    assert_eq!(editor.place(20), (0, 2));
}

#[test]
fn over_a_short_row_the_column_is_kept_in_mind() {
    let mut editor = Editor::new(Shape::Lines, "健康步道\n甲\n公园绿地");
    assert!(editor.move_rows(false, 1, 20));
    assert_eq!(editor.place(20), (1, 2));
    assert!(editor.move_rows(false, 1, 20));
    assert_eq!(editor.place(20), (0, 8));
    assert!(editor.move_rows(true, 9, 20));
    assert_eq!(editor.place(20), (2, 8));
}

#[test]
fn a_soft_row_is_left_and_entered_on_the_row_that_is_meant() {
    let mut editor = Editor::new(Shape::Lines, "健康步道公园");
    press(&mut editor, KeyCode::Left, KeyModifiers::NONE);
    assert_eq!(editor.place(8), (1, 2));
    press(&mut editor, KeyCode::End, KeyModifiers::NONE);
    assert!(editor.move_rows(false, 1, 4));
    assert_eq!(editor.place(4), (1, 2));
}

#[test]
fn what_is_typed_before_a_mark_joins_it() {
    let mut editor = Editor::new(Shape::Line, "\u{301}康");
    press(&mut editor, KeyCode::Home, KeyModifiers::NONE);
    press(&mut editor, KeyCode::Char('e'), KeyModifiers::NONE);
    press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
    assert_eq!(editor.text(), "康");
}

#[test]
fn what_has_no_room_is_told() {
    let mut editor = Editor::new(Shape::Lines, "");
    assert!(editor.insert(&"健".repeat(LONGEST)));
    assert!(!editor.insert("康"));
    assert_eq!(editor.text().chars().count(), LONGEST);
}

/// What somebody does to a text.
#[derive(Clone, Debug)]
enum Did {
    Key(KeyCode, KeyModifiers),
    Paste(String),
    Rows(bool, usize),
}

fn did() -> impl Strategy<Value = Did> {
    let control = KeyModifiers::CONTROL;
    let plain = KeyModifiers::NONE;
    prop_oneof![
        6 => prop::sample::select("健康步道，。（）“”ab1 e\u{301}👨\u{1f1e8}\u{fe0f}\n".chars().collect::<Vec<_>>())
            .prop_map(move |it| Did::Key(KeyCode::Char(it), plain)),
        1 => Just(Did::Key(KeyCode::Enter, plain)),
        2 => prop::sample::select(vec![
            KeyCode::Backspace, KeyCode::Delete, KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End,
        ]).prop_flat_map(move |code| prop::bool::ANY.prop_map(move |held| {
            Did::Key(code, if held { control } else { plain })
        })),
        3 => prop::sample::select(vec!['w', 'u', 'k', 'z', 'y', 'a', 'e'])
            .prop_map(move |it| Did::Key(KeyCode::Char(it), control)),
        1 => "[甲乙，。（ a\u{301}\n]{0,20}".prop_map(Did::Paste),
        1 => (prop::bool::ANY, 1_usize..3).prop_map(|(down, count)| Did::Rows(down, count)),
    ]
}

fn check(editor: &Editor, columns: usize) -> Result<(), TestCaseError> {
    let text = editor.text();
    let is_boundary =
        editor.cursor == text.len() || text.grapheme_indices(true).any(|it| it.0 == editor.cursor);
    prop_assert!(is_boundary, "{} in {text:?}", editor.cursor);
    let rows = editor.rows(columns);
    let mut joined = String::new();
    for (at, row) in rows.iter().enumerate() {
        prop_assert!(columns_of(&text[row.clone()]) <= columns);
        joined.push_str(&text[row.clone()]);
        if rows.get(at + 1).is_some_and(|it| it.start > row.end) {
            joined.push('\n');
        }
    }
    prop_assert_eq!(joined, text);
    let (row, column) = editor.place(columns);
    prop_assert!(row < rows.len() && column <= columns);
    let (seen, column) = editor.window(columns);
    prop_assert!(columns_of(seen) <= columns && column <= columns && text.contains(seen));
    Ok(())
}

proptest! {
    #[test]
    fn any_typing_can_be_taken_back_and_done_again(
        start in "[甲，a\n]{0,10}",
        all in prop::collection::vec(did(), 0..60),
        columns in 4_usize..20,
    ) {
        let mut editor = Editor::new(Shape::Lines, &start);
        let control = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        for one in all {
            match one {
                Did::Key(code, modifiers) => drop(editor.key(KeyEvent::new(code, modifiers))),
                Did::Paste(text) => drop(editor.insert(&text)),
                Did::Rows(down, count) => drop(editor.move_rows(down, count, columns)),
            }
            check(&editor, columns)?;
        }
        while editor.key(control('y')) {}
        let end = editor.text().to_owned();
        while editor.key(control('z')) {
            check(&editor, columns)?;
        }
        prop_assert_eq!(editor.text(), start);
        while editor.key(control('y')) {
            check(&editor, columns)?;
        }
        prop_assert_eq!(editor.text(), end);
    }
}
