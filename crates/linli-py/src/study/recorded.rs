//! What was recorded, as tables of the study.

use pyo3::prelude::*;

use super::Study;
use crate::tables_out::{self, Table};

#[pymethods]
impl Study {
    /// The messages: group, time, author, kind, length, turn, targets, cues. Never their text.
    #[getter]
    fn messages(&self, py: Python<'_>) -> PyResult<Table> {
        Ok(Table::new(tables_out::messages(&self.core, self.labels(py)?), self.about("messages")))
    }

    /// The people, under the labels of the release, with the extra columns of the people table.
    #[getter]
    fn people(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("people", tables_out::people(&self.core, &self.labels(py)?))
    }

    /// The groups: organization, layer, messages, days covered, what their sources can record.
    #[getter]
    fn groups(&self) -> PyResult<Table> {
        self.table("groups", tables_out::groups(&self.core))
    }

    /// Spells of membership, with the bounds of what is known of their days.
    #[getter]
    fn memberships(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("memberships", tables_out::memberships(&self.core, &self.labels(py)?))
    }

    /// The activities, with how many were counted and how many names their lists have.
    #[getter]
    fn activities(&self) -> PyResult<Table> {
        self.table("activities", tables_out::activities(&self.core))
    }

    /// Who came to which activity, or did not, as sheets have it.
    #[getter]
    fn attendance(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("attendance", tables_out::attendance(&self.core, &self.labels(py)?))
    }

    /// The coaching log: who, whom, when, how, about what, for how long.
    #[getter]
    fn coaching(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("coaching", tables_out::coaching(&self.core, &self.labels(py)?))
    }

    /// Applications for money, granted, refused or pending; amounts in units of the currency.
    #[getter]
    fn grants(&self) -> PyResult<Table> {
        self.table("grants", tables_out::grants(&self.core))
    }

    /// Money spent, with the receipt and the activity where they are known.
    #[getter]
    fn expenses(&self) -> PyResult<Table> {
        self.table("expenses", tables_out::expenses(&self.core))
    }

    /// What organizations reached, and when.
    #[getter]
    fn milestones(&self) -> PyResult<Table> {
        self.table("milestones", tables_out::milestones(&self.core))
    }

    /// Messages that speak for an activity: which, when, who posted it, and its cue.
    #[getter]
    fn evidence(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("evidence", tables_out::evidence(&self.core, &self.labels(py)?))
    }

    /// Names on sign-up lists: who, when, entered by whom, withdrawn when. Coming is another matter.
    #[getter]
    fn sign_ups(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("sign-ups", tables_out::sign_ups(&self.core, &self.labels(py)?))
    }

    /// Who invited whom into a group, where joins say so.
    #[getter]
    fn invitations(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("invitations", tables_out::invitations(&self.core, &self.labels(py)?))
    }

    /// Messages that say again what an earlier one said: who takes up whose words.
    #[getter]
    fn overlaps(&self, py: Python<'_>) -> PyResult<Table> {
        self.table("overlaps", tables_out::overlaps(&self.core, &self.labels(py)?))
    }
}
