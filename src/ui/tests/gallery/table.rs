//! What is pictured, and how one gets there.

use super::super::edition::edition;
use super::super::inbox::{lively, returned, viewer};
use super::super::people::people;
use super::super::{Sample, indicators, overview, weekly};
use super::{bench, first_run_at_home, fresh, nothing, reported, unread};
use ratatui::layout::Size;

/// A picture: its name, what lies uppermost in it, the dashboard that it begins with, and the keys.
#[derive(Clone, Copy)]
pub struct Picture {
    pub name: &'static str,
    pub what: &'static str,
    pub begin: fn(Size) -> Sample,
    pub keys: &'static str,
}

const fn of(
    name: &'static str,
    what: &'static str,
    begin: fn(Size) -> Sample,
    keys: &'static str,
) -> Picture {
    Picture {
        name,
        what,
        begin,
        keys,
    }
}

fn past(size: Size) -> Sample {
    super::super::past::past(size).0
}

fn liaison(size: Size) -> Sample {
    lively(size, Some("li"))
}

fn coordinator(size: Size) -> Sample {
    lively(size, None)
}

/// The panes in the order of their tabs, the pages over them, and the palettes.
#[rustfmt::skip] // A table is read by its rows.
pub const PANES: &[Picture] = &[
    of("welcome", "Welcome", first_run_at_home, ""),
    of("overview", "Screen Overview", overview::sample, ""),
    of("overview_list", "Screen List", overview::sample, "<Enter>jj"),
    of("plan", "Screen Plan", Sample::new, "2jjjjl<Down>lj<Enter>jj"),
    of("plan_folded", "Screen Plan", Sample::new, "2h"),
    of("plan_measure", "Screen Plan", Sample::new, "2jjjjl<Down>lj"),
    of("overdue", "Screen Overdue", Sample::new, "jj"),
    of("overdue_grouped", "Screen Overdue", Sample::new, "Fqt<Enter>jj"),
    of("overdue_marked", "Screen Overdue", Sample::new, " jj jV"),
    of("overdue_filtered", "Screen Overdue", Sample::new, "/部门:tyj 步道"),
    of("overdue_past", "Screen Overdue", past, ""),
    of("departments", "Screen Departments", Sample::new, "4j"),
    of("departments_tasks", "Screen Departments", Sample::new, "4j<Enter>"),
    of("matrix_lights", "Screen Matrix", Sample::new, "4Mjl"),
    of("matrix_months", "Screen Matrix", Sample::new, "4M<Tab>jlll"),
    of("notice", "Screen Notice", Sample::new, "4jn"),
    of("directory", "Screen Directory", Sample::new, "4mgjj"),
    of("directory_page", "Screen Directory", Sample::new, "4mgja卫健系统<C-s><Enter>"),
    of("people", "Screen People", people, "jj"),
    of("people_page", "Screen People", people, "/li<Enter><Enter>"),
    of("indicators", "Screen Indicators", indicators::sample, "<C-l>5jj"),
    of("indicators_page", "Screen Indicators", indicators::sample, "<C-l>5jj<Enter>"),
    of("weekly", "Screen Weekly", weekly::busy, "6"),
    of("weekly_month", "Screen Weekly", weekly::busy, "6<Tab>"),
    of("inbox", "Screen Inbox", coordinator, "7j"),
    of("inbox_liaison", "Screen Inbox", liaison, "7"),
    of("since", "Screen Since", returned, ""),
    of("log", "Screen Log", coordinator, "8jjj"),
    of("log_page", "Screen Log", coordinator, "8jjj<Enter>"),
    of("log_of_a_task", "Screen Log", coordinator, "7L"),
    of("task", "Screen Task", reported, "<Enter>"),
    of("workspace", "Screen Workspace", bench, "j"),
    of("edition", "Screen Edition", edition, "<Down><Up>"),
    of("edition_change", "Screen Edition", edition, "<Enter>"),
    of("view", "Screen List", Sample::new, "Fzj<Enter>W红灯分章节<Tab><Tab>F2<C-s><F2>"),
    of("help", "Help", Sample::new, "?"),
    of("help_departments", "Help", Sample::new, "4?"),
    of("palette", "Reach Acts", Sample::new, ":"),
    of("palette_typed", "Reach Acts", Sample::new, ":cb"),
    of("jump", "Reach Everything", Sample::new, "<C-p>步道"),
    of("sorts", "Reach Sorts", Sample::new, "S"),
    of("groupings", "Reach Groupings", Sample::new, "F"),
    of("views", "Reach Views", Sample::new, "W红灯<Tab><Tab>F2<C-s>9"),
];

/// Every act that asks for something, what several get at once, and what a form says when it is refused or left.
#[rustfmt::skip] // A table is read by its rows.
pub const TASK_FORMS: &[Picture] = &[
    of("form_assign", "Dialog Assign", Sample::new, "awjw"),
    of("form_assign_several", "Dialog Assign", Sample::new, " j a"),
    of("form_sign_several", "Dialog Confirm", Sample::new, " j j s"),
    of("form_report", "Dialog Words", Sample::new, "sr已在商场、车站布设63套，其余3月底前到位。<Tab>60"),
    of("form_report_refused", "Dialog Words", Sample::new, "sr<C-s>"),
    of("form_report_left", "Dialog Words", Sample::new, "sr写了一半<Esc>"),
    of("form_submit", "Dialog Words", reported, "d"),
    of("form_close", "Dialog Words", reported, "d<C-s>c"),
    of("form_send_back", "Dialog Words", reported, "d<C-s>b缺验收材料"),
    of("form_urge", "Dialog Words", Sample::new, "u"),
    of("form_urge_several", "Dialog Words", Sample::new, " j j u请于周五前反馈"),
    of("form_decline", "Dialog Words", Sample::new, "t"),
    of("form_suspend", "Dialog Words", reported, "z"),
    of("form_ask_extension", "Dialog Words", reported, "e资金未到<Tab>本月底"),
    of("form_grant", "Dialog Words", reported, "e资金未到<Tab>本月底<C-s>e"),
    of("form_refuse", "Dialog Words", reported, "e资金未到<Tab>本月底<C-s>E"),
    of("form_cancel", "Dialog Words", Sample::new, "x"),
    of("form_reopen", "Dialog Words", Sample::new, "x鞍政发〔2021〕1号 2021-01-04<C-s>2/状态:已取消<Enter>o"),
    of("form_revise", "Dialog Revise", Sample::new, "R"),
];

/// The forms that are about something else.
#[rustfmt::skip] // A table is read by its rows.
pub const FORMS: &[Picture] = &[
    of("form_import", "Dialog Path", Sample::new, "2i"),
    of("form_import_first", "Dialog Path", first_run_at_home, "Gk<Enter>"),
    of("form_draft", "Dialog Draft", bench, "e"),
    of("form_reason", "Dialog Reason", bench, "x"),
    of("form_title", "Dialog Title", bench, "+"),
    of("form_handout", "Dialog Handout", bench, "A"),
    of("form_take", "Dialog Decide", edition, "y"),
    of("form_leave", "Dialog Decide", edition, "n"),
    of("form_department_add", "Dialog Directory", Sample::new, "4mgn市数据局<Tab><Tab><Down>"),
    of("form_department_alias", "Dialog Directory", Sample::new, "4mga"),
    of("form_department_rename", "Dialog Directory", Sample::new, "4mgr"),
    of("form_department_succeed", "Dialog Directory", Sample::new, "4mgcwlj"),
    of("form_department_members", "Dialog Directory", Sample::new, "4m/各县<Enter>m"),
    of("form_department_retire", "Dialog Directory", Sample::new, "4mgx"),
    of("form_person_add", "Dialog Person", people, "nsun<Tab>孙倩<Tab><Tab>wj"),
    of("form_person_role", "Dialog Person", people, "/heyang<Enter>r"),
    of("form_person_departments", "Dialog Person", people, "/heyang<Enter>dtyj"),
    of("form_person_name", "Dialog Person", people, "/heyang<Enter>e"),
    of("form_person_retire", "Dialog Person", people, "/heyang<Enter>x"),
    of("form_person_restore", "Dialog Person", people, "Gx"),
    of("form_reading", "Dialog Reading", indicators::sample, "<C-l>5jjn"),
    of("form_view", "Dialog View", Sample::new, "Fzj<Enter>W"),
    of("form_dispatch", "Dialog Dispatch", weekly::busy, "6s"),
    of("form_drafts", "Dialog FormDrafts", Sample::new, "sr写了一半<Esc><Enter>jsr另一份<Esc><Enter>D"),
];

/// Where there is nothing to show: each says so, and what to do next where something can be done.
#[rustfmt::skip] // A table is read by its rows.
pub const EMPTY: &[Picture] = &[
    of("no_plan_overview", "Screen Overview", nothing, "1"),
    of("no_plan", "Screen Plan", nothing, "2"),
    of("no_plan_overdue", "Screen Overdue", nothing, "3"),
    of("no_plan_departments", "Screen Departments", nothing, "4"),
    of("no_plan_matrix", "Screen Matrix", nothing, "4M"),
    of("no_plan_indicators", "Screen Indicators", nothing, "5"),
    of("no_plan_weekly", "Screen Weekly", nothing, "6"),
    of("no_plan_inbox", "Screen Inbox", nothing, "7"),
    of("no_plan_log", "Screen Log", nothing, "8"),
    of("no_plan_jump", "Reach Everything", nothing, "<C-p>步道"),
    of("no_department", "Screen Directory", nothing, "4m"),
    of("no_department_notice", "Screen Departments", nothing, "4n"),
    of("nobody", "Screen People", nothing, "4p"),
    of("nothing_overdue", "Screen Overdue", fresh, "3"),
    of("nothing_led", "Screen Departments", fresh, "4"),
    of("no_task_of_measure", "Screen Workspace", bench, "]]"),
    of("no_indicator", "Screen Indicators", Sample::new, "5"),
    of("no_reading", "Screen Indicators", unread, "5<Enter>"),
    of("no_edition", "Screen Plan", fresh, "2v"),
    of("no_draft", "Screen Overdue", Sample::new, "D"),
    of("no_view", "Reach Views", Sample::new, "9"),
    of("no_view_on_key", "Screen Overdue", Sample::new, "<F9>"),
    of("nothing_waits", "Screen Inbox", viewer, "7"),
    of("nothing_since", "Screen Inbox", Sample::new, "7v"),
    of("nothing_found_plan", "Screen Plan", Sample::new, "2/没有这样的词<Enter>"),
    of("nothing_found_overdue", "Screen Overdue", Sample::new, "/没有这样的词<Enter>"),
    of("nothing_found_departments", "Screen Departments", Sample::new, "4/没有这样的词<Enter>"),
    of("nothing_found_tasks", "Screen Departments", Sample::new, "4<Enter>/没有这样的词<Enter>"),
    of("nothing_found_matrix", "Screen Matrix", Sample::new, "4M/没有这样的词<Enter>"),
    of("nothing_found_directory", "Screen Directory", Sample::new, "4m/没有这样的词<Enter>"),
    of("nothing_found_people", "Screen People", people, "/没有这样的词<Enter>"),
    of("nothing_found_indicators", "Screen Indicators", indicators::sample, "<C-l>5/没有这样的词<Enter>"),
    of("nothing_found_inbox", "Screen Inbox", Sample::new, "7/没有这样的词<Enter>"),
    of("nothing_found_log", "Screen Log", Sample::new, "8/没有这样的词<Enter>"),
    of("nothing_found_list", "Screen List", overview::sample, "<Enter>/没有这样的词<Enter>"),
    of("nothing_found_field", "Screen Overdue", Sample::new, "/部门:没有<Enter>"),
    of("nothing_found_act", "Reach Acts", Sample::new, ":没有这样的事"),
    of("nothing_found_anywhere", "Reach Everything", Sample::new, "<C-p>没有这样的东西"),
];
