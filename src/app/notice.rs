//! The notices (催办通知) to departments that have something overdue or due.

use super::App;
use super::error::Error;
use super::work::find_department;
use crate::domain::filter::{Filter, Order, Stage, Window};
use crate::domain::id::{DepartmentId, PlanId};
use crate::domain::light::Light;
use crate::domain::notice::{Notice, Owed};
use crate::domain::own_way::OwnWay;
use crate::domain::person::Role;
use crate::export;
use crate::text::clean::clean_line;

/// Between the notices to several departments.
const RULE: &str = "\n----------------\n\n";

/// Whom to call, and who sends a notice; empty for the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Whom to call; empty for the coordinators by name.
    pub contact: String,
    /// Who sends it; empty for 健康办.
    pub signed_by: String,
}

impl App {
    /// The notice to the department with this name, or the notices to all that owe something, as text to paste.
    ///
    /// # Errors
    /// There is no such plan or department.
    pub fn notice_text(
        &self,
        department: Option<&str>,
        plan: Option<&str>,
        signature: &Signature,
    ) -> Result<String, Error> {
        let notices = self.notices(department, plan, signature)?;
        if notices.is_empty() {
            return Ok("各部门都没有逾期和30天内到期的任务。\n".to_owned());
        }
        let texts: Vec<String> = notices.iter().map(Notice::text).collect();
        Ok(texts.join(RULE))
    }

    /// The same for a program: a list, of one where a department is named.
    ///
    /// # Errors
    /// There is no such plan or department.
    pub fn notice_json(
        &self,
        department: Option<&str>,
        plan: Option<&str>,
        signature: &Signature,
    ) -> Result<String, Error> {
        let notices = self.notices(department, plan, signature)?;
        Ok(export::json::text(&notices))
    }

    /// The notice to one department, on all plans.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn notice_to(&self, department: DepartmentId) -> Result<Notice, Error> {
        self.notice(department, None, &self.signed(&Signature::default())?)
    }

    fn notices(
        &self,
        department: Option<&str>,
        plan: Option<&str>,
        signature: &Signature,
    ) -> Result<Vec<Notice>, Error> {
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let plan = plan.map(|it| it.id);
        let signature = self.signed(signature)?;
        if let Some(name) = department {
            let id = find_department(&self.directory, name, self.today())?;
            return Ok(vec![self.notice(id, plan, &signature)?]);
        }
        let mut notices = Vec::new();
        for line in self.list_departments()? {
            if line.tally.overdue + line.tally.due_soon > 0 {
                let notice = self.notice(line.id, plan, &signature)?;
                notices.extend(Some(notice).filter(|it| !it.is_empty()));
            }
        }
        Ok(notices)
    }

    fn notice(
        &self,
        department: DepartmentId,
        plan: Option<PlanId>,
        signature: &Signature,
    ) -> Result<Notice, Error> {
        let today = self.today();
        let leads = self.leads_of(department);
        let owed = |days: Filter| -> Result<Vec<Owed>, Error> {
            let filter = Filter {
                plan,
                leads: Some(leads.clone()),
                order: Order::LastDay,
                ..days
            };
            let rows = self.list_tasks(&filter, Window::ALL)?;
            let owed = rows.into_iter().filter_map(|it| Owed::of(it, today));
            Ok(owed.collect())
        };
        Ok(Notice {
            department: self.directory.current_name(department, today).to_owned(),
            day: today,
            overdue: owed(Filter {
                light: Some(Light::Overdue),
                ..Filter::default()
            })?,
            // A paper counts as papers do, whatever is 黄 on this person's screen.
            due: owed(Filter {
                stage: Some(Stage::Open),
                due_from: Some(today),
                due_by: Some(OwnWay::PAPER.soon(today)),
                ..Filter::default()
            })?,
            contact: signature.contact.clone(),
            signed_by: signature.signed_by.clone(),
        })
    }

    /// The signature with what nobody said: the coordinators who act today by name, and the office.
    fn signed(&self, said: &Signature) -> Result<Signature, Error> {
        let line = |text: &str| clean_line(text).trim().to_owned();
        let (mut contact, mut signed_by) = (line(&said.contact), line(&said.signed_by));
        if signed_by.is_empty() {
            "健康办".clone_into(&mut signed_by);
        }
        if contact.is_empty() {
            let mut people = self.list_people()?;
            let today = self.today();
            people.retain(|it| it.role == Role::Coordinator && it.is_active(today));
            let names: Vec<&str> = people.iter().map(|it| it.name.as_str()).collect();
            if !names.is_empty() {
                contact = format!("{}（{signed_by}）", names.join("、"));
            }
        }
        Ok(Signature { contact, signed_by })
    }
}
