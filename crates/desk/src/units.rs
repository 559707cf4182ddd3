//! The units of the deployment as a tree, read once at the start.

use std::collections::HashMap;

use casework::codes::Department;
use store::organisation::Organisation;

/// All units. The first is the root: what no other unit is responsible for goes there.
pub struct Units {
    all: Vec<Organisation>,
    by_region: HashMap<String, i64>,
}

impl Units {
    pub(crate) fn new(mut all: Vec<Organisation>) -> Self {
        all.sort_by_key(|unit| (unit.parent_id.is_some(), unit.id));
        let by_region = all
            .iter()
            .rev()
            .filter(|unit| unit.department == Department::MarketSupervision)
            .map(|unit| (unit.region.clone(), unit.id))
            .collect();
        Self { all, by_region }
    }

    pub fn all(&self) -> &[Organisation] {
        &self.all
    }

    pub fn get(&self, id: i64) -> Option<&Organisation> {
        self.all.iter().find(|unit| unit.id == id)
    }

    pub fn by_code(&self, code: &str) -> Option<&Organisation> {
        self.all.iter().find(|unit| unit.code == code)
    }

    /// The unit responsible for a region (Order 121 art. 13, 29): its own, else the root, which passes it on.
    pub fn responsible(&self, region: &str) -> Option<i64> {
        self.by_region.get(region).copied().or_else(|| self.all.first().map(|root| root.id))
    }

    /// The unit and every unit above it.
    pub fn above(&self, id: i64) -> Vec<i64> {
        let mut found = vec![id];
        let mut next = self.get(id).and_then(|unit| unit.parent_id);
        while let Some(parent) = next.filter(|parent| !found.contains(parent)) {
            found.push(parent);
            next = self.get(parent).and_then(|unit| unit.parent_id);
        }
        found
    }

    /// The unit and every unit below it.
    pub fn below(&self, id: i64) -> Vec<i64> {
        let mut found = vec![id];
        let mut next = 0;
        while let Some(&parent) = found.get(next) {
            found.extend(self.all.iter().filter(|unit| unit.parent_id == Some(parent) && unit.id != parent).map(|unit| unit.id));
            next += 1;
        }
        found
    }

    /// The name of a region: that of its unit without the bureau's suffix, else the code.
    pub fn region_name(&self, region: &str) -> String {
        let unit = self.by_region.get(region).and_then(|id| self.get(*id));
        unit.map_or_else(|| region.to_owned(), |unit| unit.name.trim_end_matches("市场监督管理局").to_owned()).trim().to_owned()
    }
}
