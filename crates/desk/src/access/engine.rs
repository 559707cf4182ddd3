//! The policies, read once, and questions put to them. What cannot be answered is refused.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use std::sync::LazyLock;

use casework::codes::{Department, FieldClass, OrgLevel, Role};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request, RestrictedExpression, Schema,
    ValidationMode, Validator,
};

use super::{Filing, Permission, Post, PurposeKind, Use};

const SCHEMA: &str = include_str!("../../../../policy/access/schema.cedarschema");
const POLICIES: &[&str] = &[
    include_str!("../../../../policy/access/bureau.cedar"),
    include_str!("../../../../policy/access/departments.cedar"),
    include_str!("../../../../policy/access/fields.cedar"),
    include_str!("../../../../policy/access/three-administrators.cedar"),
];

static ENGINE: LazyLock<Result<Engine, String>> = LazyLock::new(|| Engine::new(SCHEMA, &POLICIES.concat()));

/// The sentence that says what is wrong with the policies, if anything is.
pub(crate) fn check() -> Result<(), String> {
    ENGINE.as_ref().map(|_| ()).map_err(Clone::clone)
}

/// The answer of the shipped policies; no, where they could not be read.
pub(super) fn ask(question: impl FnOnce(&Engine) -> bool) -> bool {
    ENGINE.as_ref().is_ok_and(question)
}

/// Policies that fit their schema, and the names that questions are put in.
pub(super) struct Engine {
    authorizer: Authorizer,
    policies: PolicySet,
    person: EntityTypeName,
    unit: EntityTypeName,
    filing: EntityTypeName,
    role: EntityTypeName,
    department: EntityTypeName,
    level: EntityTypeName,
    purpose: EntityTypeName,
    /// With the groups that each is in.
    actions: HashMap<String, Entity>,
    house: EntityUid,
    machine: EntityUid,
}

impl Engine {
    pub(super) fn new(schema: &str, policies: &str) -> Result<Self, String> {
        let (schema, warnings) = Schema::from_cedarschema_str(schema).map_err(|error| format!("访问规则的模式有误：{error:?}"))?;
        if let Some(warning) = { warnings }.next() {
            return Err(format!("访问规则的模式有误：{warning}"));
        }
        let policies = PolicySet::from_str(policies).map_err(|error| format!("访问规则有误：{error:?}"))?;
        let actions = schema.action_entities().map_err(|error| format!("访问规则的模式有误：{error}"))?;
        let actions = actions.iter().map(|action| (action.uid().id().unescaped().to_owned(), action.clone())).collect();
        let found = Validator::new(schema).validate(&policies, ValidationMode::Strict);
        let mistakes: Vec<String> =
            found.validation_errors().map(ToString::to_string).chain(found.validation_warnings().map(ToString::to_string)).collect();
        if !mistakes.is_empty() {
            return Err(format!("访问规则与模式不符：{}", mistakes.join("；")));
        }
        let named = |name: &str| EntityTypeName::from_str(name).map_err(|error| format!("访问规则的名称有误：{error}"));
        Ok(Self {
            authorizer: Authorizer::new(),
            policies,
            person: named("Person")?,
            unit: named("Unit")?,
            filing: named("Filing")?,
            role: named("Role")?,
            department: named("Department")?,
            level: named("Level")?,
            purpose: named("Purpose")?,
            actions,
            house: uid(&named("House")?, "house"),
            machine: uid(&named("Machine")?, "console"),
        })
    }

    pub(super) fn may(&self, post: &Post, permission: Permission) -> bool {
        self.decide(Some(post), permission.action(), None, None)
    }

    pub(super) fn reads_masked(&self, post: &Post, class: FieldClass, filing: &Filing) -> bool {
        self.decide(Some(post), &of_class(Use::ReadMasked, class), Some(filing), None)
    }

    pub(super) fn reads_clear(&self, post: &Post, class: FieldClass, filing: &Filing, purpose: PurposeKind) -> bool {
        self.decide(Some(post), &of_class(Use::ReadClear, class), Some(filing), Some(purpose))
    }

    pub(super) fn exports(&self, post: Option<&Post>, class: FieldClass, purpose: PurposeKind) -> bool {
        self.decide(post, &of_class(Use::Export, class), None, Some(purpose))
    }

    /// A fault while a policy is evaluated would leave that policy out, a forbidding one too: it refuses the question.
    fn decide(&self, who: Option<&Post>, action: &str, filing: Option<&Filing>, purpose: Option<PurposeKind>) -> bool {
        self.question(who, action, filing, purpose).is_some_and(|(request, entities)| {
            let answer = self.authorizer.is_authorized(&request, &self.policies, &entities);
            answer.decision() == Decision::Allow && answer.diagnostics().errors().next().is_none()
        })
    }

    fn question(
        &self,
        who: Option<&Post>,
        action: &str,
        filing: Option<&Filing>,
        purpose: Option<PurposeKind>,
    ) -> Option<(Request, Entities)> {
        let mut entities = Vec::with_capacity(4);
        let action = self.actions.get(action)?;
        entities.push(action.clone());
        let principal = match who {
            Some(post) => {
                let person = self.person(post)?;
                let principal = person.uid();
                entities.push(person);
                principal
            }
            None => self.machine.clone(),
        };
        let resource = match filing {
            Some(filing) => {
                let filing = self.filing(filing)?;
                let resource = filing.uid();
                entities.push(filing);
                resource
            }
            None => self.house.clone(),
        };
        let purpose =
            purpose.map(|purpose| ("purpose".to_owned(), RestrictedExpression::new_entity_uid(uid(&self.purpose, purpose.code()))));
        let context = Context::from_pairs(purpose).ok()?;
        let request = Request::new(principal, action.uid(), resource, context, None).ok()?;
        Some((request, Entities::from_entities(entities, None).ok()?))
    }

    fn person(&self, post: &Post) -> Option<Entity> {
        let attributes = HashMap::from([
            ("unit".to_owned(), RestrictedExpression::new_entity_uid(self.unit(post.org_id))),
            ("department".to_owned(), RestrictedExpression::new_entity_uid(self.department(post.department))),
            ("level".to_owned(), RestrictedExpression::new_entity_uid(self.level(post.level))),
        ]);
        let roles: HashSet<EntityUid> = post.roles.iter().map(|role| self.role(*role)).collect();
        Entity::new(uid(&self.person, &post.account_id.to_string()), attributes, roles).ok()
    }

    /// The filing stands in its units directly: the tree between them need not be told.
    fn filing(&self, filing: &Filing) -> Option<Entity> {
        let set = |of: &EntityTypeName, ids: &[i64]| {
            let ids = ids.iter().map(|id| RestrictedExpression::new_entity_uid(uid(of, &id.to_string())));
            RestrictedExpression::new_set(ids.collect::<Vec<_>>())
        };
        let attributes = HashMap::from([
            ("protected".to_owned(), RestrictedExpression::new_bool(filing.protected)),
            ("officers".to_owned(), set(&self.person, &filing.officers)),
            ("shared".to_owned(), set(&self.unit, &filing.shared)),
        ]);
        let units = filing.units.iter().map(|id| self.unit(*id)).collect();
        Entity::new(uid(&self.filing, &filing.submission_id.to_string()), attributes, units).ok()
    }

    fn unit(&self, id: i64) -> EntityUid {
        uid(&self.unit, &id.to_string())
    }

    fn role(&self, role: Role) -> EntityUid {
        uid(&self.role, role.code())
    }

    fn department(&self, department: Department) -> EntityUid {
        uid(&self.department, department.code())
    }

    fn level(&self, level: OrgLevel) -> EntityUid {
        uid(&self.level, level.code())
    }
}

fn uid(of: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

fn of_class(usage: Use, class: FieldClass) -> String {
    format!("{}::{}", usage.action(), class.code())
}
