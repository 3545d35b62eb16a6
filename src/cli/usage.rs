//! Parsing the words, with help and every complaint about usage in Chinese.

use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::process::ExitCode;

use super::arguments::Arguments;
use super::output;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// What to do after wrong usage.
pub const HELP: &str = "用 duban --help 查看用法。";

/// Reads the words and whether they themselves name the file, or says how the program ends: 0 after help, 2 after wrong
/// usage, with a hint.
pub fn parse(
    words: impl IntoIterator<Item = OsString>,
    hint: &str,
) -> Result<(Arguments, bool), ExitCode> {
    let found = command().try_get_matches_from(words).and_then(|matches| {
        let is_file_typed = matches.value_source("db") == Some(ValueSource::CommandLine);
        Ok((Arguments::from_arg_matches(&matches)?, is_file_typed))
    });
    found.map_err(|error| answer(&error, hint))
}

/// The whole command line, in Chinese.
pub fn command() -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .global(true)
        .help("显示帮助");
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("显示版本");
    localized(
        Arguments::command()
            .disable_help_flag(true)
            .disable_version_flag(true)
            .arg(help)
            .arg(version),
    )
    .args_override_self(true)
    .styles(Styles::plain())
    .term_width(100)
}

fn localized(command: Command) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|it| it.get_name().to_owned())
        .collect();
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_subcommand(true)
        .mut_args(|argument| {
            let heading = if argument.is_positional() {
                "参数"
            } else {
                "选项"
            };
            argument.help_heading(heading)
        });
    if !names.is_empty() && !["duban", "gate"].contains(&command.get_name()) {
        command = command.subcommand_required(true);
    }
    for name in names {
        command = command.mut_subcommand(name, localized);
    }
    command
}

fn answer(error: &clap::Error, hint: &str) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::print(&in_chinese(&error.render().to_string()));
            ExitCode::SUCCESS
        }
        _ => {
            output::complain(&format!("{}{hint}", sentence(error)));
            ExitCode::from(2)
        }
    }
}

/// The few words that no setting of the library reaches.
fn in_chinese(help: &str) -> String {
    help.replace("[OPTIONS]", "[选项]")
        .replace(":\n", "：\n")
        .replace("[aliases: ", "[也可写作：")
        .replace("[alias: ", "[也可写作：")
}

/// What is wrong with the words, in one line.
fn sentence(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(value).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let typed = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "没有「{}」这个命令。",
            context(ContextKind::InvalidSubcommand)
        ),
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个选项。"),
        ErrorKind::MissingRequiredArgument => format!("还缺「{argument}」。"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "还缺具体命令。".to_owned()
        }
        ErrorKind::ArgumentConflict => {
            format!(
                "「{argument}」不能和「{}」同时用。",
                context(ContextKind::PriorArg)
            )
        }
        ErrorKind::InvalidValue if typed.is_empty() => format!("「{argument}」后面还缺内容。"),
        ErrorKind::InvalidValue => {
            format!(
                "「{argument}」不能是「{typed}」，应为 {} 之一。",
                context(ContextKind::ValidValue)
            )
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error)
                .map(ToString::to_string)
                .unwrap_or_default();
            let reason = if reason.is_ascii() {
                "应为整数".to_owned()
            } else {
                reason
            };
            format!("「{argument}」不能是「{typed}」，{reason}。")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字。".to_owned(),
        _ => "命令写得不对。".to_owned(),
    }
}

fn value(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        command().debug_assert();
    }

    #[test]
    fn no_help_page_has_an_english_heading() {
        fn pages(command: &mut Command, into: &mut Vec<String>) {
            into.push(in_chinese(&command.render_long_help().to_string()));
            let names: Vec<String> = command
                .get_subcommands()
                .map(|it| it.get_name().to_owned())
                .collect();
            for name in names {
                if let Some(below) = command.find_subcommand_mut(name) {
                    pages(below, into);
                }
            }
        }
        let mut found = Vec::new();
        let mut command = command();
        command.build();
        pages(&mut command, &mut found);
        assert!(found.len() > 20, "{}", found.len());
        for page in found {
            for word in [
                "Usage",
                "Options",
                "Commands",
                "Arguments",
                "OPTIONS",
                "COMMAND",
                "possible values",
                "default",
                "[alias",
                "[aliases",
            ] {
                assert!(!page.contains(word), "{word} in:\n{page}");
            }
        }
    }

    #[test]
    fn each_complaint_is_one_chinese_line() {
        for (words, wanted) in [
            (vec!["frob"], "没有「frob」这个命令。"),
            (vec!["task", "list", "--frob"], "没有「--frob」这个选项。"),
            (vec!["task", "sign"], "还缺「<编号>...」。"),
            (vec!["task"], "还缺具体命令。"),
            (
                vec!["--today", "2020-13-01"],
                "「--today <日期>」不能是「2020-13-01」，应写作 YYYY-MM-DD，例如 2020-12-31。",
            ),
            (
                vec!["task", "show", "x"],
                "「<编号>」不能是「x」，应为整数。",
            ),
            (
                vec!["task", "list", "--format", "xml"],
                "「--format <形式>」不能是「xml」，应为 table、json、csv 之一。",
            ),
            (
                vec!["task", "list", "--light", "紫"],
                "「--light <灯>」不能是「紫」，应为 红、黄、绿、蓝、灰 之一。",
            ),
            (vec!["--db"], "「--db <文件>」后面还缺内容。"),
            (
                vec!["task", "list", "--overdue", "--light", "红"],
                "「--overdue」不能和「--light <灯>」同时用。",
            ),
        ] {
            let words = std::iter::once("duban").chain(words);
            let error = command().try_get_matches_from(words).unwrap_err();
            assert_eq!(sentence(&error), wanted);
        }
    }
}
