//! Who may do what: one function decides, for the screens, the command line and the SSH entrance alike.

use chrono::NaiveDate;

use super::person::{Person, Role, principals};
use super::refusal::Refusal;
use super::status::{self, Status, Verb};

/// How an actor's department stands to a task, or to an indicator, today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// It leads the task or is the indicator's printed owner, or took over from the one that is printed.
    Leads,
    /// It supports the task.
    Supports,
    /// Neither.
    Neither,
}

/// What a decision needs to know of a task.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The task's title, for the refusal's sentence.
    pub title: &'a str,
    /// Today's name of the lead department; empty without one.
    pub lead: &'a str,
    /// Where the task stands.
    pub status: Status,
    /// The status before a suspension or cancellation.
    pub back: Option<Status>,
    /// How the actor's department stands to it.
    pub ownership: Ownership,
}

/// Decides whether a role may do this to the task, and says which status it leads to.
///
/// The table is DOMAIN's: a coordinator may take any step that the life of a task knows; a liaison signs, declines,
/// reports and submits what the own department leads, and reports on what it supports; a viewer changes nothing.
///
/// # Errors
/// The [`Refusal`] that a person is shown; permission is looked at before status, so that nobody learns the state of
/// what is not theirs from a refusal.
pub fn authorize(role: Role, verb: Verb, subject: Subject<'_>) -> Result<Status, Refusal> {
    match role {
        Role::Viewer => return Err(Refusal::ReadOnly { role, verb }),
        Role::Liaison => liaison_may(verb, subject)?,
        Role::Coordinator | Role::Administrator => {}
    }
    status::after(subject.status, verb, subject.back).ok_or_else(|| Refusal::WrongStatus {
        title: subject.title.to_owned(),
        status: subject.status,
        verb,
    })
}

fn liaison_may(verb: Verb, subject: Subject<'_>) -> Result<(), Refusal> {
    match (verb, subject.ownership) {
        (
            Verb::Sign | Verb::Decline | Verb::Report | Verb::Submit | Verb::AskExtension,
            Ownership::Leads,
        )
        | (Verb::Report, Ownership::Supports) => Ok(()),
        (Verb::Sign | Verb::Decline | Verb::Report | Verb::Submit | Verb::AskExtension, _) => {
            Err(Refusal::NotYourDepartment {
                title: subject.title.to_owned(),
                lead: subject.lead.to_owned(),
                verb,
            })
        }
        _ => Err(Refusal::CoordinatorOnly { verb }),
    }
}

/// What a decision needs to know of an indicator.
#[derive(Clone, Copy, Debug)]
pub struct Figure<'a> {
    /// The indicator's name, for the refusal's sentence.
    pub name: &'a str,
    /// Today's name of the body that is printed behind it; empty where none is.
    pub owner: &'a str,
    /// How the actor's department stands to it.
    pub ownership: Ownership,
}

/// Decides whether a role may note what an indicator was, or take back what it noted.
///
/// A coordinator may for any; a liaison for those that print the own department as their owner; a viewer for none. An
/// indicator that prints no owner is the coordinators'.
///
/// # Errors
/// The [`Refusal`] that a person is shown.
pub fn authorize_reading(role: Role, verb: Verb, figure: Figure<'_>) -> Result<(), Refusal> {
    let name = || figure.name.to_owned();
    match (role, figure.ownership) {
        (Role::Coordinator | Role::Administrator, _) | (Role::Liaison, Ownership::Leads) => Ok(()),
        (Role::Viewer, _) => Err(Refusal::ReadOnly { role, verb }),
        (Role::Liaison, _) if figure.owner.is_empty() => {
            Err(Refusal::OwnerlessIndicator { name: name(), verb })
        }
        (Role::Liaison, _) => Err(Refusal::NotYourIndicator {
            name: name(),
            owner: figure.owner.to_owned(),
            verb,
        }),
    }
}

/// Decides whether a role may manage people (人员): an administrator always may; a coordinator only as long as the file
/// has no administrator who acts.
///
/// # Errors
/// The [`Refusal`] that a person is shown.
pub fn authorize_people(role: Role, people: &[Person], today: NaiveDate) -> Result<(), Refusal> {
    let names: Vec<&str> = people
        .iter()
        .filter(|it| it.role == Role::Administrator && it.is_active(today))
        .map(|it| it.name.as_str())
        .collect();
    match role {
        Role::Administrator => Ok(()),
        Role::Coordinator if names.is_empty() => Ok(()),
        _ => Err(Refusal::PeopleOfAdministrators {
            role,
            names: names.join("、"),
        }),
    }
}

/// Decides whether a person may become what they are to be, so that nobody locks themselves or everybody out.
///
/// `people` are those of the file before the change; an actor who stands in for another is both.
///
/// # Errors
/// The [`Refusal`] that a person is shown.
pub fn authorize_person(
    actor: &Person,
    before: Option<&Person>,
    after: &Person,
    people: &[Person],
) -> Result<(), Refusal> {
    if after.role == Role::Liaison && after.departments.is_empty() {
        return Err(Refusal::DepartmentNeeded);
    }
    let (own, other) = principals(&actor.login);
    if own == after.login || other == Some(after.login.as_str()) {
        // Who can write the file coordinates it without being entered.
        let role = before.map_or(Role::Coordinator, |it| it.role);
        if after.role != role && after.role != Role::Administrator {
            return Err(Refusal::OwnRole { role: after.role });
        }
        if after.retired_on.is_some() && before.is_none_or(|it| it.retired_on.is_none()) {
            return Err(Refusal::OwnRetirement);
        }
    }
    let lasts = |it: &Person| it.role == Role::Administrator && it.retired_on.is_none();
    let is_lost = before.is_some_and(lasts) && !lasts(after);
    if is_lost && !people.iter().any(|it| it.login != after.login && lasts(it)) {
        return Err(Refusal::LastAdministrator {
            name: after.name.clone(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DepartmentId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person(login: &str, role: Role) -> Person {
        Person {
            login: login.to_owned(),
            name: login.to_uppercase(),
            role,
            departments: vec![DepartmentId(1)],
            retired_on: None,
        }
    }

    #[test]
    fn people_are_the_administrators_as_soon_as_there_is_one_who_acts() {
        let today = day("2021-01-05");
        let retired = Person {
            retired_on: Some(today),
            ..person("gao", Role::Administrator)
        };
        let leaving = Person {
            retired_on: Some(day("2021-01-06")),
            ..retired.clone()
        };
        let wang = person("wang", Role::Coordinator);
        let min = person("min", Role::Administrator);
        let files: [(&[Person], [bool; 4]); 5] = [
            (&[], [true, false, false, true]),
            (std::slice::from_ref(&wang), [true, false, false, true]),
            (&[wang.clone(), retired], [true, false, false, true]),
            (&[wang.clone(), leaving], [false, false, false, true]),
            (&[wang.clone(), min], [false, false, false, true]),
        ];
        for (people, wanted) in files {
            let may = Role::ALL.map(|role| authorize_people(role, people, today).is_ok());
            assert_eq!(may, wanted, "{people:?}");
        }
        let told = authorize_people(
            Role::Coordinator,
            &[person("min", Role::Administrator)],
            today,
        );
        let told = told.unwrap_err();
        assert_eq!(
            told.to_string(),
            "协调员不能管理人员，本文件的人员由管理员管理。"
        );
        assert_eq!(told.hint(), "请联系管理员：MIN。");
    }

    #[test]
    fn nobody_locks_themselves_or_everybody_out() {
        let [min, gao] = ["min", "gao"].map(|login| person(login, Role::Administrator));
        let as_role = |it: &Person, role| Person { role, ..it.clone() };
        let retired = |it: &Person| Person {
            retired_on: Some(day("2030-01-01")),
            ..it.clone()
        };
        let both = [min.clone(), gao.clone()];
        let may = |actor: &Person, before: &Person, after: &Person, people: &[Person]| {
            authorize_person(actor, Some(before), after, people)
        };
        assert_eq!(may(&min, &gao, &retired(&gao), &both), Ok(()));
        assert_eq!(may(&min, &gao, &as_role(&gao, Role::Viewer), &both), Ok(()));
        assert_eq!(
            may(&min, &min, &retired(&min), &both),
            Err(Refusal::OwnRetirement)
        );
        assert_eq!(
            may(&min, &min, &as_role(&min, Role::Coordinator), &both),
            Err(Refusal::OwnRole {
                role: Role::Coordinator
            })
        );
        // Who stands in for another is both.
        let deputy = Person {
            login: "min（gao代）".to_owned(),
            ..min.clone()
        };
        for own in [&min, &gao] {
            let told = may(&deputy, own, &retired(own), &both);
            assert_eq!(told, Err(Refusal::OwnRetirement));
        }
        // One who leaves some day does not count as the one who stays.
        let leaving = [min.clone(), retired(&gao)];
        let other = person("root", Role::Administrator);
        for after in [retired(&min), as_role(&min, Role::Coordinator)] {
            let told = may(&other, &min, &after, &leaving).unwrap_err();
            assert_eq!(
                told.to_string(),
                "「MIN」是最后一名管理员，不能停用，也不能改任其他角色。"
            );
        }
        let renamed = Person {
            name: "敏".to_owned(),
            ..min.clone()
        };
        assert_eq!(may(&min, &min, &renamed, &leaving), Ok(()));
    }

    #[test]
    fn a_first_administrator_may_be_oneself_and_a_liaison_has_a_department() {
        let wang = person("wang", Role::Coordinator);
        let up = Person {
            role: Role::Administrator,
            ..wang.clone()
        };
        assert_eq!(authorize_person(&wang, None, &up, &[]), Ok(()));
        assert_eq!(authorize_person(&wang, Some(&wang), &up, &[]), Ok(()));
        let down = person("wang", Role::Viewer);
        assert!(authorize_person(&wang, None, &down, &[]).is_err());
        let alone = Person {
            departments: Vec::new(),
            ..person("li", Role::Liaison)
        };
        let told = authorize_person(&wang, None, &alone, &[]);
        assert_eq!(told, Err(Refusal::DepartmentNeeded));
    }

    #[test]
    fn every_role_and_ownership_of_an_indicator_is_decided_as_the_table_says() {
        use Ownership::{Leads, Neither, Supports};
        let cases = [
            (Role::Coordinator, "yyyy"),
            (Role::Administrator, "yyyy"),
            (Role::Liaison, "ynno"),
            (Role::Viewer, "rrrr"),
        ];
        assert_eq!(cases.len(), Role::ALL.len());
        for (role, row) in cases {
            let figures = [
                ("市生态环境局", Leads),
                ("市生态环境局", Supports),
                ("市生态环境局", Neither),
                ("", Neither),
            ];
            for (verb, (owner, ownership)) in [Verb::Read, Verb::Undo]
                .into_iter()
                .flat_map(|verb| figures.map(|it| (verb, it)))
            {
                let at = figures.iter().position(|it| *it == (owner, ownership));
                let figure = Figure {
                    name: "甲",
                    owner,
                    ownership,
                };
                let found = match authorize_reading(role, verb, figure) {
                    Ok(()) => 'y',
                    Err(Refusal::NotYourIndicator { .. }) => 'n',
                    Err(Refusal::OwnerlessIndicator { .. }) => 'o',
                    Err(Refusal::ReadOnly { .. }) => 'r',
                    Err(other) => panic!("{other:?}"),
                };
                assert_eq!(
                    Some(found),
                    at.and_then(|at| row.chars().nth(at)),
                    "{role:?} {verb:?} {owner} {ownership:?}"
                );
            }
        }
    }

    /// What a role's permission allows before status is looked at, for leads, supports, neither: `y` or `n`.
    fn allowed(role: Role, verb: Verb) -> &'static str {
        match (role, verb) {
            (Role::Coordinator | Role::Administrator, _) => "yyy",
            (Role::Viewer, _) => "nnn",
            (Role::Liaison, Verb::Sign | Verb::Decline | Verb::Submit | Verb::AskExtension) => {
                "ynn"
            }
            (Role::Liaison, Verb::Report) => "yyn",
            (Role::Liaison, _) => "nnn",
        }
    }

    /// What is shown where the table says no.
    fn sentence(role: Role, verb: Verb, status: Status, permitted: bool) -> String {
        let act = verb.label();
        match (role, permitted) {
            (_, true) => format!("任务「甲」现为「{}」，不能{act}。", status.label()),
            (Role::Viewer, _) => format!("查阅只能查看，不能{act}。"),
            _ if matches!(act, "签收" | "退还" | "反馈" | "申请办结" | "申请延期") => {
                format!("任务「甲」由「乙」牵头，不能代为{act}。")
            }
            _ => format!("{act}由协调员办理。"),
        }
    }

    #[test]
    fn every_role_act_ownership_and_status_is_decided_as_the_table_says() {
        let mut decided = 0;
        for role in Role::ALL {
            for verb in Verb::ALL {
                for (at, ownership) in [Ownership::Leads, Ownership::Supports, Ownership::Neither]
                    .into_iter()
                    .enumerate()
                {
                    for status in Status::ALL {
                        let subject = Subject {
                            title: "甲",
                            lead: "乙",
                            status,
                            back: Some(Status::Assigned),
                            ownership,
                        };
                        let found = authorize(role, verb, subject);
                        let permitted = allowed(role, verb).as_bytes()[at] == b'y';
                        let wanted = permitted
                            .then(|| status::after(status, verb, Some(Status::Assigned)))
                            .flatten();
                        assert_eq!(
                            found.clone().ok(),
                            wanted,
                            "{role:?} {verb:?} {ownership:?} {status:?}"
                        );
                        let said = found.err().map(|it| it.to_string());
                        assert_eq!(
                            said,
                            (wanted.is_none()).then(|| sentence(role, verb, status, permitted)),
                            "{role:?} {verb:?} {ownership:?} {status:?}"
                        );
                        decided += 1;
                    }
                }
            }
        }
        assert_eq!(decided, 4 * 26 * 3 * 7);
    }

    #[test]
    fn a_liaison_hears_whose_task_it_is() {
        let subject = Subject {
            title: "甲",
            lead: "市体育局",
            status: Status::Assigned,
            back: None,
            ownership: Ownership::Neither,
        };
        let refusal = authorize(Role::Liaison, Verb::Sign, subject).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "任务「甲」由「市体育局」牵头，不能代为签收。"
        );
    }
}
