//! `duban man`: the manual page. Its commands are the command line's own words, its keys and settings the tables that the
//! program itself goes by, so that it can't go stale.

use clap::Command;
use roff::{Roff, bold, roman};

use super::output::print;
use super::usage::command;
use crate::app::config::SETTINGS;
use crate::ui::key_table;

/// Prints the page as roff, which `man -l -` shows.
pub fn run() {
    print(&page());
}

fn page() -> String {
    let mut page = Roff::new();
    let title = format!("duban {}", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["DUBAN", "1", "", title.as_str(), "督办"]);
    // Chinese has no words to part: lines end where they are full.
    page.control("ad", ["l"]);
    page.control("nh", []);
    let command = command();
    let about = command.get_about().map(ToString::to_string);
    section(&mut page, "名称", &[]);
    page.text([roman(format!("duban - {}", about.unwrap_or_default()))]);
    section(&mut page, "用法", &[]);
    page.text([bold("duban"), roman(" [选项] [命令]")]);
    section(
        &mut page,
        "说明",
        &["不带命令时打开界面。每个命令的写法见 duban 命令 --help。"],
    );
    section(&mut page, "选项", &[]);
    options(&mut page, &command);
    section(&mut page, "命令", &[]);
    commands(&mut page, &command, "");
    section(
        &mut page,
        "按键",
        &["界面里的按键，按所在的地方；? 随时可看，config.toml 里可改。"],
    );
    for (scope, rows) in key_table() {
        page.control("SS", [scope.as_str()]);
        for (keys, help) in rows {
            entry(&mut page, &keys.join(" "), &help);
        }
    }
    section(
        &mut page,
        "设置",
        &["写在 config.toml 里，位置见 duban config --path；duban config 列出正在生效的。"],
    );
    for setting in SETTINGS {
        entry(&mut page, setting.name, setting.about);
    }
    entry(
        &mut page,
        "[keys.在哪里] 作用 = [\"键\"]",
        "改按键，如 [keys.acts] 下写 urge = [\"u\", \"<F12>\"]；全部名称见 duban config",
    );
    section(&mut page, "剪贴板", &[CLIPBOARD]);
    section(&mut page, "环境变量", &[]);
    for (name, about) in VARIABLES {
        entry(&mut page, name, about);
    }
    section(
        &mut page,
        "退出码",
        &["0 办成，1 不能办或出错（说明原因和办法），2 命令写错。"],
    );
    page.render()
}

const CLIPBOARD: &str = "复制用 OSC 52，由您面前的终端放进剪贴板，终端不回话，所以只说“已发送”。\
    tmux 里要写 set -g set-clipboard on（或 allow-passthrough on）；PuTTY 不支持，Xshell、Windows Terminal、\
    iTerm2 要在终端设置里允许。";

/// What the program reads of the environment.
const VARIABLES: [(&str, &str); 6] = [
    ("DUBAN_DB", "数据文件，同 --db"),
    ("DUBAN_CONFIG", "设置文件，同 --config"),
    ("NO_COLOR", "不为空则不用颜色"),
    (
        "COLORTERM、TERM",
        "终端有多少颜色；TERM 为 dumb、linux 时图形和边框用 ASCII",
    ),
    ("COLORFGBG", "终端是深色底还是浅色底"),
    ("LC_ALL、LC_CTYPE、LANG", "不是 UTF-8 时图形和边框用 ASCII"),
];

fn section(page: &mut Roff, title: &str, paragraphs: &[&str]) {
    page.control("SH", [title]);
    for text in paragraphs {
        page.text([roman(*text)]);
    }
}

fn entry(page: &mut Roff, name: &str, about: &str) {
    page.control("TP", []);
    page.text([bold(name)]);
    page.text([roman(about)]);
}

fn options(page: &mut Roff, command: &Command) {
    for argument in command.get_arguments().filter(|it| !it.is_positional()) {
        let Some(long) = argument.get_long() else {
            continue;
        };
        let value = argument.get_value_names().and_then(|it| it.first());
        let value = value.filter(|_| argument.get_action().takes_values());
        let value = value.map_or_else(String::new, |it| format!(" {it}"));
        let about = argument.get_help().map(ToString::to_string);
        entry(
            page,
            &format!("--{long}{value}"),
            &about.unwrap_or_default(),
        );
    }
}

/// Every command that does something, with the words of those above it.
fn commands(page: &mut Roff, command: &Command, above: &str) {
    for below in command.get_subcommands() {
        let name = format!("{above}{}", below.get_name());
        let about = below.get_about().map(ToString::to_string);
        entry(page, &name, &about.unwrap_or_default());
        commands(page, below, &format!("{name} "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_tells_every_command_key_and_setting() {
        let page = page();
        let whole = |text: &str| page.contains(&text.replace('-', "\\-"));
        for setting in SETTINGS {
            assert!(
                whole(setting.name) && whole(setting.about),
                "{}",
                setting.name
            );
        }
        for (scope, rows) in key_table() {
            assert!(whole(&scope), "{scope}");
            for (_, help) in rows {
                assert!(whole(&help), "{help}");
            }
        }
        for name in [
            "task ask-extension",
            "export weekly",
            "config",
            "man",
            "gate write",
        ] {
            assert!(
                page.contains(&format!("\\fB{}\\fR", name.replace('-', "\\-"))),
                "{name}"
            );
        }
    }

    #[test]
    fn no_line_is_taken_for_a_request() {
        for line in page().lines().filter(|it| it.starts_with(['.', '\''])) {
            let word = line[1..].split(' ').next().unwrap();
            assert!(
                ["ie", "el", "TH", "SH", "SS", "TP", "ad", "nh"].contains(&word),
                "{line}"
            );
        }
    }
}
