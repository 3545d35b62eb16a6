//! The gallery: every screen, dialog, palette and empty state at both sizes, as tables of how one gets there. A variant
//! that is new does not compile until it stands in a list here, and then fails until it has a picture.

mod table;

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::edition::FIRST;
use super::inbox::masked;
use super::workspace::bench;
use super::*;
use crate::ui::dialogs::Dialog;
use crate::ui::palette::Reach;
use crate::ui::screens::Screen;
use table::{EMPTY, FORMS, PANES, Picture, TASK_FORMS};

/// The names of all variants, and that of one.
macro_rules! variants {
    ($kind:ident, $all:ident, $name:ident: $($variant:ident)+) => {
        const $all: &[&str] = &[$(concat!(stringify!($kind), " ", stringify!($variant))),+];

        fn $name(of: &$kind) -> &'static str {
            match of {
                $($kind::$variant { .. } => concat!(stringify!($kind), " ", stringify!($variant))),+
            }
        }
    };
}

variants!(Screen, SCREENS, screen_name:
    Overview List Plan Overdue Departments Directory People Indicators Weekly Inbox Since Log Matrix Notice Task
    Workspace Edition);
variants!(Dialog, DIALOGS, dialog_name:
    Confirm Words Assign Revise Path Draft Reason Title Handout Decide Directory Person Reading View Dispatch FormDrafts);
variants!(Reach, REACHES, reach_name: Acts Everything Sorts Groupings Views);

/// What lies uppermost.
fn shown(ui: &Ui) -> &'static str {
    match (&ui.dialog, &ui.palette, &ui.help, &ui.stage) {
        (Some(dialog), ..) => dialog_name(dialog),
        (None, Some(palette), ..) => reach_name(&palette.reach),
        (None, None, Some(_), _) => "Help",
        (None, None, None, Stage::Welcome(_)) => "Welcome",
        (None, None, None, Stage::Open(dashboard)) => screen_name(dashboard.screen()),
    }
}

/// Takes the pictures of a table.
fn take(pictures: &[Picture]) {
    for (size, columns) in [(WIDE, 120), (NARROW, 80)] {
        for picture in pictures {
            let mut sample = (picture.begin)(size);
            sample.press(picture.keys);
            let screen = masked(&sample.screen());
            assert_eq!(
                shown(&sample.ui),
                picture.what,
                "{}\n{screen}",
                picture.name
            );
            insta::assert_snapshot!(format!("{}_{columns}", picture.name), screen);
        }
    }
}

#[test]
fn panes_and_what_lies_over_them() {
    take(PANES);
}

#[test]
fn forms_about_a_task() {
    take(TASK_FORMS);
}

#[test]
fn all_other_forms() {
    take(FORMS);
}

#[test]
fn where_there_is_nothing_it_says_so_and_what_to_do() {
    take(EMPTY);
}

#[test]
fn everything_has_a_picture_of_its_own() {
    let tables = [PANES, TASK_FORMS, FORMS, EMPTY].concat();
    let pictured: BTreeSet<&str> = tables.iter().map(|it| it.what).collect();
    let all = [SCREENS, DIALOGS, REACHES, &["Help", "Welcome"]].concat();
    assert_eq!(pictured, all.into_iter().collect());
    let names: BTreeSet<&str> = tables.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), tables.len(), "two pictures have one name");
}

/// The first run, told of a file whose path is the same everywhere.
fn first_run_at_home(size: Size) -> Sample {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        path: PathBuf::from("/家目录/.local/share/duban/duban.db"),
        today: parse_day("2021-01-05"),
        stand_in: None,
        key: None,
    };
    let ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
    Sample { ui, folder }
}

/// A file without a plan. Whoever runs the tests, the bar says 王协调.
fn nothing(size: Size) -> Sample {
    let mut sample = Sample::first_run(size);
    sample.press("G<Enter>j");
    if let Stage::Open(dashboard) = &mut sample.ui.stage {
        dashboard.app.go_by("王协调");
    }
    sample.ui.refresh();
    sample
}

/// A plan whose one indicator has no value yet.
fn unread(size: Size) -> Sample {
    let table =
        "二、主要指标\n\n领域\t指标\t单位\t2015年\t2020年\n健康环境\t空气质量\t天\t-\t持续改善\n";
    Sample::on(&format!("{FIRST}\n{table}"), size)
}

/// A task of which the first report was sent.
fn reported(size: Size) -> Sample {
    let mut sample = Sample::new(size);
    sample.press("sr已摸清健康大数据基线，形成“一本账”；数据来源共12类。<Tab><BS>40<C-s>");
    sample
}

/// A plan that has just come in, on a day on which none of it is overdue.
fn fresh(size: Size) -> Sample {
    let mut sample = bench(size);
    sample.press("<Esc>");
    sample
}
