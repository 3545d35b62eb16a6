//! `duban task …`: list, show, and the acts on tasks.

use super::arguments::{
    ActWords, AssignWords, ExtensionWords, FilterWords, ListWords, Listing, ReportWords,
    ReviseWords, TaskCommands,
};
use super::output::{complain, print, say};
use super::{look, open};
use crate::app::{App, Assignment, Command, Error, ListFormat, Settings, Telling, Wording};
use crate::domain::filter::{Filter, Order, Window};
use crate::domain::id::TaskId;
use crate::domain::light::Light;
use crate::domain::status::Verb;
use crate::domain::task_query;

/// Runs one task command.
pub fn run(command: &TaskCommands, settings: &Settings) -> Result<(), Error> {
    let mut app = match command {
        TaskCommands::List(_) | TaskCommands::Show(_) | TaskCommands::History(_) => look(settings)?,
        _ => open(settings)?,
    };
    match command {
        TaskCommands::List(words) => list(&app, words),
        TaskCommands::Show(words) => app
            .sheet(words.id, form(words.format))
            .map(|text| print(&text)),
        TaskCommands::History(words) => app.history(words.id).map(|text| print(&text)),
        TaskCommands::Assign(words) => assign(&mut app, words),
        TaskCommands::Report(words) => report(&mut app, Verb::Report, words),
        TaskCommands::Submit(words) => report(&mut app, Verb::Submit, words),
        TaskCommands::Sign(words) => act(&mut app, Verb::Sign, words),
        TaskCommands::Decline(words) => act(&mut app, Verb::Decline, words),
        TaskCommands::Close(words) => act(&mut app, Verb::Close, words),
        TaskCommands::SendBack(words) => act(&mut app, Verb::SendBack, words),
        TaskCommands::Urge(words) => act(&mut app, Verb::Urge, words),
        TaskCommands::Suspend(words) => act(&mut app, Verb::Suspend, words),
        TaskCommands::Resume(words) => act(&mut app, Verb::Resume, words),
        TaskCommands::Cancel(words) => act(&mut app, Verb::Cancel, words),
        TaskCommands::Reopen(words) => act(&mut app, Verb::Reopen, words),
        TaskCommands::Expand(words) => act(&mut app, Verb::Expand, words),
        TaskCommands::AskExtension(words) => extend(&mut app, Verb::AskExtension, words),
        TaskCommands::Grant(words) => extend(&mut app, Verb::Grant, words),
        TaskCommands::Refuse(words) => act(&mut app, Verb::Refuse, words),
        TaskCommands::Revise(words) => revise(&mut app, words),
        TaskCommands::Undo => app.undo().map(|it| say(&it.message)),
        TaskCommands::Redo => app.redo().map(|it| say(&it.message)),
        TaskCommands::Recur => app
            .make_occurrences()
            .map(|count| say(&format!("已生成 {count} 项周期任务。"))),
    }
}

fn list(app: &App, words: &ListWords) -> Result<(), Error> {
    let (filter, window) = filter(app, &words.filter)?;
    print(&app.listing(&filter, window, form(words.format))?);
    Ok(())
}

/// Which tasks the words ask for, and how many.
pub fn filter(app: &App, words: &FilterWords) -> Result<(Filter, Window), Error> {
    let search = words.search.clone().unwrap_or_default();
    if let Some(problem) = app.task_query(&search).problem {
        return Err(Error::user(format!("{problem}。")).hinted(format!(
            "能用的字段：{}，几个值之间用逗号。",
            task_query::HELP
        )));
    }
    let filter = Filter {
        plan: words
            .plan
            .as_deref()
            .map(|slug| app.get_plan(slug))
            .transpose()?
            .map(|it| it.id),
        leads: words
            .department
            .as_deref()
            .map(|name| app.leads_named(name))
            .transpose()?,
        status: words.status,
        light: if words.overdue {
            Some(Light::Overdue)
        } else {
            words.light
        },
        due_by: words.due_before,
        search,
        order: if words.overdue || words.due_before.is_some() {
            Order::LastDay
        } else {
            Order::Printed
        },
        ..Filter::default()
    };
    let window = Window {
        limit: words.limit.unwrap_or(Window::ALL.limit),
        ..Window::ALL
    };
    Ok((filter, window))
}

/// The form of a listing, as the app knows it.
pub fn form(listing: Listing) -> ListFormat {
    match listing {
        Listing::Table => ListFormat::Table,
        Listing::Json => ListFormat::Json,
        Listing::Csv => ListFormat::Csv,
    }
}

fn assign(app: &mut App, words: &AssignWords) -> Result<(), Error> {
    each(app, &words.ids, |id| Command {
        assignment: Assignment {
            lead: words.lead.clone(),
            support: words.support.clone(),
            due: words.due.clone(),
        },
        ..Command::new(id, Verb::Assign).text(&words.text)
    })
}

fn act(app: &mut App, verb: Verb, words: &ActWords) -> Result<(), Error> {
    each(app, &words.ids, |id| {
        Command::new(id, verb).text(&words.text)
    })
}

fn extend(app: &mut App, verb: Verb, words: &ExtensionWords) -> Result<(), Error> {
    // What a decider names as the basis is the opinion.
    let opinion = [words.text.as_str(), words.basis.as_str()];
    let text = match (verb, opinion) {
        (Verb::Grant, ["", basis]) => basis,
        (_, [text, _]) => text,
    };
    each(app, &words.ids, |id| Command {
        basis: words.basis.clone(),
        assignment: Assignment {
            due: words.due.clone(),
            ..Assignment::default()
        },
        ..Command::new(id, verb).text(text)
    })
}

fn report(app: &mut App, verb: Verb, words: &ReportWords) -> Result<(), Error> {
    each(app, &words.ids, |id| Command {
        percent: words.percent,
        telling: Telling {
            department: words.department.clone(),
            problems: words.problems.clone(),
            next: words.next.clone(),
            evidence: words.evidence.clone(),
            stamped: words.stamped.clone(),
            ..Telling::default()
        },
        ..Command::new(id, verb).text(&words.text)
    })
}

fn revise(app: &mut App, words: &ReviseWords) -> Result<(), Error> {
    each(app, &words.ids, |id| Command {
        wording: Wording {
            title: words.title.clone(),
            target: words.target.clone(),
        },
        assignment: Assignment {
            lead: words.lead.clone(),
            support: words.support.clone(),
            due: None,
        },
        ..Command::new(id, Verb::Revise).text(&words.basis)
    })
}

/// Does the act on every task, as one that is taken back as one; what is refused is said and does not keep the others
/// from theirs.
fn each(app: &mut App, ids: &[TaskId], command: impl Fn(TaskId) -> Command) -> Result<(), Error> {
    let commands: Vec<Command> = ids.iter().map(|id| command(*id)).collect();
    let mut refused: Option<Error> = None;
    for done in app.execute_all(&commands)? {
        match done {
            Ok(outcome) => say(&outcome.to_string()),
            Err(error) => {
                if let Some(earlier) = refused.replace(error) {
                    complain(&format!("{}{}", earlier.message, earlier.hints.concat()));
                }
            }
        }
    }
    refused.map_or(Ok(()), Err)
}
