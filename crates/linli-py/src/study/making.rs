//! A study from tables: one pass over each, then the records are put into order.

use std::collections::BTreeMap;
use std::path::PathBuf;

use linli::diagnostic::Diagnostics;
use linli::plan::Tier;
use linli::records::{Layer, PseudonymKey, RecordsBuilder};
use linli::time::Zone;
use linli::{Error, ErrorKind, Plan};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::errors::{leave, raise};
use crate::tables_in::{Messages, Names, TABLES, read};

/// Where the pseudonym key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyOrigin {
    /// Drawn for this session.
    Drawn,
    /// Given by the caller.
    Given,
    /// There is none: ids are as given.
    None,
    /// Beside the study folder.
    Beside,
}

impl KeyOrigin {
    /// What it means for the pseudonyms.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Drawn => "drawn for this session; give `key` for the same pseudonyms another time",
            Self::Given => "as given",
            Self::None => "none, ids as given",
            Self::Beside => "beside the study folder",
        }
    }
}

/// Records in the making.
pub(super) struct Making {
    builder: RecordsBuilder,
    odd: Diagnostics,
    plan: Plan,
    zone: Zone,
    names: BTreeMap<String, Names>,
    key: Option<PseudonymKey>,
    origin: KeyOrigin,
}

impl Making {
    pub(super) fn new(
        py: Python<'_>,
        plan: Plan,
        columns: Option<&Bound<'_, PyDict>>,
        key: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let zone = plan.zone().map_err(|error| raise(py, &error))?;
        let names = columns.map(names).transpose()?.unwrap_or_default();
        for table in names.keys() {
            let known = || std::iter::once("messages").chain(TABLES.iter().map(|t| t.name));
            if !known().any(|name| name == table) {
                return Err(raise(py, &Error::unknown(("table", "表"), table, known())));
            }
        }
        let (key, origin) = match key {
            Some(given) => (Some(key_of(given)?), KeyOrigin::Given),
            None if plan.release.tier == Tier::T0 => (None, KeyOrigin::None),
            None => (Some(drawn(py)?), KeyOrigin::Drawn),
        };
        Ok(Self { builder: RecordsBuilder::new(), odd: Diagnostics::new(), plan, zone, names, key, origin })
    }

    /// Reads the tables of these names, in this order.
    pub(super) fn others(&mut self, given: &[(&str, Option<Bound<'_, PyAny>>)], order: &[&str]) -> PyResult<()> {
        let nothing = Names::new();
        for name in order {
            let table = given.iter().find(|(known, _)| known == name).and_then(|(_, table)| table.as_ref());
            let declared = TABLES.iter().find(|declared| declared.name == *name);
            let (Some(table), Some(declared)) = (table.filter(|t| !t.is_none()), declared) else { continue };
            let names = self.names.get(*name).unwrap_or(&nothing);
            let mut taking = declared.taking(&mut self.builder, &mut self.odd, names, self.zone);
            read(table, name, &mut taking)?;
            taking.finish();
        }
        Ok(())
    }

    /// Reads the messages.
    pub(super) fn messages(&mut self, table: &Bound<'_, PyAny>) -> PyResult<()> {
        let nothing = Names::new();
        let names = self.names.get("messages").unwrap_or(&nothing);
        let mut messages = Messages::new(&mut self.builder, &mut self.odd, names, self.zone);
        read(table, "messages", &mut messages)?;
        messages.finish().map_err(|error| raise(table.py(), &error))?;
        for name in &self.plan.second_layer {
            if let Some(group) = self.builder.known_group(name) {
                self.builder.group_mut(group).layer = Layer::Second;
            }
        }
        Ok(())
    }

    /// The key, where it is one that will be the same another time.
    pub(super) fn lasting_key(&self) -> Option<PseudonymKey> {
        self.key.clone().filter(|_| self.origin == KeyOrigin::Given)
    }

    /// Puts everything into order.
    pub(super) fn finish(self, py: Python<'_>) -> PyResult<(linli::Study, KeyOrigin)> {
        let Self { builder, mut odd, plan, key, origin, .. } = self;
        let study = leave(py, || {
            let (records, found) = builder.finish(key.as_ref().map(|key| (key, plan.id.as_str())))?;
            odd.absorb(found);
            Ok(linli::Study::new(records, plan, odd))
        })?;
        Ok((study, origin))
    }
}

/// `columns`, by table: what stands at the top is of the messages.
fn names(columns: &Bound<'_, PyDict>) -> PyResult<BTreeMap<String, Names>> {
    let mut all: BTreeMap<String, Names> = BTreeMap::new();
    let wrong = || {
        PyTypeError::new_err("`columns` holds names, such as {\"group\": \"group_id\"}, or such dictionaries by table")
    };
    for (ours, theirs) in columns {
        let ours: String = ours.extract().map_err(|_| wrong())?;
        if let Ok(inner) = theirs.cast::<PyDict>() {
            let inner = inner.extract().map_err(|_| wrong())?;
            all.insert(ours, inner);
        } else {
            let theirs: String = theirs.extract().map_err(|_| wrong())?;
            all.entry("messages".to_owned()).or_default().insert(ours, theirs);
        }
    }
    Ok(all)
}

fn key_of(given: &Bound<'_, PyAny>) -> PyResult<PseudonymKey> {
    if let Ok(bytes) = given.cast::<PyBytes>() {
        let bytes: [u8; 32] = bytes.as_bytes().try_into().map_err(|_| {
            PyValueError::new_err(format!("a pseudonym key has 32 bytes, not {}", bytes.as_bytes().len()))
        })?;
        return Ok(PseudonymKey::new(bytes));
    }
    let path: PathBuf = given
        .extract()
        .map_err(|_| PyTypeError::new_err("`key` is 32 bytes, or the path of a file with 64 hexadecimal digits"))?;
    leave(given.py(), || {
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Error::new(ErrorKind::File, format!("the key file `{}` could not be read", path.display()))
                .with_hint(
                    "write 64 hexadecimal digits into it: python -c \"import secrets; print(secrets.token_hex(32))\"",
                )
                .with_source(error)
        })?;
        PseudonymKey::from_hex(&text)
    })
}

fn drawn(py: Python<'_>) -> PyResult<PseudonymKey> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        raise(
            py,
            &Error::new(ErrorKind::File, "this machine gave no random numbers for a key")
                .with_source(error.to_string()),
        )
    })?;
    Ok(PseudonymKey::new(bytes))
}
