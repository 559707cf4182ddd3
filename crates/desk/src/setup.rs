//! A new system: units, keys, first administrator.

use casework::codes::{Department, OrgLevel, Role};
use jiff::Timestamp;
use store::{Location, Store};
use vault::{Kek, Vault};

use crate::{DeskError, accounts, random};

/// A unit as the organisations file gives it. Source: `policy/organisations/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationSeed {
    pub code: String,
    pub name: String,
    pub paper_prefix: String,
    pub level: OrgLevel,
    pub department: Department,
    pub region: String,
    pub parent: Option<String>,
    pub phone: String,
    pub address: String,
}

/// A person who is to be let in.
#[derive(Clone)]
pub struct NewAccount {
    pub login: String,
    pub display_name: String,
    pub password: String,
    pub role: Role,
    pub org_code: String,
}

impl NewAccount {
    /// The first account of a new system.
    pub fn administrator(login: &str, password: &str, org_code: &str) -> Self {
        Self {
            login: login.to_owned(),
            display_name: "系统管理员".to_owned(),
            password: password.to_owned(),
            role: Role::Administrator,
            org_code: org_code.to_owned(),
        }
    }
}

/// What a new system starts with.
pub struct Setup {
    pub organisations: Vec<OrganisationSeed>,
    pub admin: NewAccount,
}

/// Reads an organisations file; the first unit is the root of the tree.
pub fn parse_organisations(text: &str) -> Result<Vec<OrganisationSeed>, DeskError> {
    let table: toml::Table = text.parse().map_err(|e| DeskError::File(format!("单位文件不是有效的 TOML：{e}")))?;
    let units = table.get("organisation").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    let seeds: Vec<OrganisationSeed> = units.iter().enumerate().map(|(i, unit)| parse_unit(i + 1, unit)).collect::<Result<_, _>>()?;
    match seeds.first() {
        None => Err(DeskError::File("单位文件中没有 [[organisation]]".into())),
        Some(root) if root.parent.is_some() => Err(DeskError::File("单位文件的第一个单位应是最上级，不能有 parent".into())),
        Some(_) => {
            for (i, seed) in seeds.iter().enumerate() {
                if let Some(parent) = &seed.parent
                    && !seeds[..i].iter().any(|earlier| &earlier.code == parent)
                {
                    return Err(DeskError::File(format!("单位 {} 的上级 {parent} 应写在它前面", seed.code)));
                }
            }
            Ok(seeds)
        }
    }
}

fn parse_unit(number: usize, unit: &toml::Value) -> Result<OrganisationSeed, DeskError> {
    let optional = |key: &str| unit.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let required = |key: &str| optional(key).ok_or_else(|| DeskError::File(format!("单位文件第{number}个单位缺少 {key}")));
    let wrong = |key: &str| DeskError::File(format!("单位文件第{number}个单位的 {key} 不在取值范围内"));
    Ok(OrganisationSeed {
        code: required("code")?,
        name: required("name")?,
        paper_prefix: required("paper_prefix")?,
        level: OrgLevel::from_code(&required("level")?).ok_or_else(|| wrong("level"))?,
        department: Department::from_code(&required("department")?).ok_or_else(|| wrong("department"))?,
        region: required("region")?,
        parent: optional("parent"),
        phone: required("phone")?,
        address: required("address")?,
    })
}

/// Migrates an empty database and fills it: keys, units, administrator. Refuses one that is in use.
#[crate::boxed]
pub async fn init(location: &Location, kek: &Kek, setup: Setup, now: Timestamp) -> Result<(), DeskError> {
    let store = Store::open_or_create(location).await?;
    store.migrate().await?;
    let mut tx = store.begin().await?;
    if !store::keys::all(&mut tx).await?.is_empty() {
        return Err(DeskError::refused("该数据库已经在使用中，不能再次初始化", "换一个空库，或直接使用原来的数据目录"));
    }
    let (_, wrapped) = Vault::create(kek, &mut random::rng());
    for key in &wrapped {
        store::keys::add(&mut tx, key, now).await?;
    }
    for seed in &setup.organisations {
        accounts::add_organisation(&mut tx, seed).await?;
    }
    accounts::insert(&mut tx, &setup.admin, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Brings an existing database to this version: its tables, and data keys for classes that it did not know.
#[crate::boxed]
pub async fn migrate(location: &Location, kek: &Kek, now: Timestamp) -> Result<(), DeskError> {
    let store = Store::open(location).await?;
    store.migrate().await?;
    store::transact!(&store, async |tx| -> Result<(), DeskError> {
        let present = store::keys::all(tx).await?;
        let missing = Vault::missing_keys(kek, &present, &mut random::rng()).map_err(|error| DeskError::File(error.to_string()))?;
        for key in &missing {
            store::keys::add(tx, key, now).await?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_units_are_whole() {
        let seeds = parse_organisations(include_str!("../../../policy/organisations/yueyang.toml")).expect("a good file");
        let of = |department| seeds.iter().filter(|seed| seed.department == department).count();
        assert_eq!(of(Department::MarketSupervision), 13);
        assert!(Department::ALL.iter().all(|department| of(*department) > 0), "every department of the mechanism");
        assert_eq!(seeds[0].level, OrgLevel::City);
    }

    #[test]
    fn a_bad_file_says_where() {
        let check = |text: &str| parse_organisations(text).expect_err("a bad file").to_string();
        assert_eq!(check(""), "单位文件中没有 [[organisation]]");
        assert_eq!(check("[[organisation]]\ncode='A'"), "单位文件第1个单位缺少 name");
    }
}
