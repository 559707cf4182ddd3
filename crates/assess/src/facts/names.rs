//! What of a name may be weighed: the whole only if it is whole, the family name where it can be told.

use casework::values::PersonName;

/// Two-character family names that are common enough to be told apart from a one-character one.
const COMPOUND_SURNAMES: [&str; 24] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "轩辕", "夏侯", "端木", "百里",
    "呼延", "南宫", "独孤", "申屠", "澹台", "闻人", "公冶",
];

/// Words that stand where a given name should: `张先生` names a family, not a person.
const TITLES: [&str; 14] = ["先生", "女士", "小姐", "老师", "同志", "阿姨", "师傅", "大爷", "大妈", "太太", "某某", "经理", "老板", "某"];

/// A name taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NameParts<'a> {
    /// The whole name, when no part of it is masked or replaced by a title.
    pub(crate) full: Option<&'a str>,
    pub(crate) surname: Option<&'a str>,
    /// What follows the family name of a whole name.
    pub(crate) given: Option<&'a str>,
}

/// Takes a cleaned name apart; see [`PersonName`] for what was cleaned.
pub(crate) fn parts(name: &str) -> NameParts<'_> {
    let nothing = NameParts { full: None, surname: None, given: None };
    let Some(first) = name.chars().next() else { return nothing };
    if is_mask(first) {
        return nothing;
    }
    let split = if let Some((head, _)) = name.split_once('·') {
        head.len()
    } else if let Some(compound) = COMPOUND_SURNAMES.iter().find(|s| name.starts_with(**s) && name.len() > s.len()) {
        compound.len()
    } else {
        first.len_utf8()
    };
    let (surname, rest) = name.split_at(split);
    let given = rest.trim_start_matches('·');
    let whole = !given.is_empty() && !given.chars().any(is_mask) && !TITLES.contains(&given);
    if whole {
        NameParts { full: Some(name), surname: Some(surname), given: Some(given) }
    } else {
        NameParts { surname: Some(surname), ..nothing }
    }
}

const fn is_mask(c: char) -> bool {
    matches!(c, '*' | '＊' | '×' | '?' | '？' | 'X')
}

/// A name cleaned as an import cleans it; `None` where it is not a name at all.
pub(crate) fn clean(raw: &str) -> Option<PersonName> {
    PersonName::parse(raw).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_whole() {
        let check = |name| {
            let p = parts(name);
            (p.full.is_some(), p.surname.map(str::to_owned), p.given.map(str::to_owned))
        };
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(check("张伟"), (true, some("张"), some("伟")));
        assert_eq!(check("欧阳明月"), (true, some("欧阳"), some("明月")));
        assert_eq!(check("欧阳"), (true, some("欧"), some("阳")));
        assert_eq!(check("阿依古丽·买买提"), (true, some("阿依古丽"), some("买买提")));
        assert_eq!(check("张先生"), (false, some("张"), None));
        assert_eq!(check("张*"), (false, some("张"), None));
        assert_eq!(check("*伟"), (false, None, None));
        assert_eq!(check("张"), (false, some("张"), None));
        assert_eq!(check(""), (false, None, None));
    }
}
