//! Two records, column by column.

use crate::record::{Prepared, Record};
use crate::weights;

macro_rules! worded {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code kept in tables.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Chinese words that pages show.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value with this stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use worded;

worded! {
    /// What is compared.
    Column {
        Name = "name", "姓名";
        IdNo = "id_no", "证件号码";
        Phone = "phone", "联系电话";
        Address = "address", "联系地址";
        Account = "account", "收款账号";
    }
}

worded! {
    /// How alike two values of a column are.
    Level {
        Equal = "equal", "一致";
        /// Two parts of a value, or two columns, in each other's place.
        Swapped = "swapped", "前后颠倒";
        Homophone = "homophone", "同音";
        /// Characters that are taken for one another on paper or by a reading machine.
        Lookalike = "lookalike", "形近";
        /// The same only in a southern mouth.
        NearSound = "near_sound", "近音";
        /// One slip of the hand: a character or digit wrong, missing, too many, or two neighbours swapped.
        Near = "near", "一字之差";
        Close = "close", "相近";
        Masked = "masked", "遮蔽外的部分相符";
        Title = "title", "同姓，只有称谓";
        Part = "part", "部分一致";
        Weak = "weak", "略似";
        /// One building or village, another room or house.
        Neighbour = "neighbour", "同址不同户";
        /// One road or estate.
        Street = "street", "同一路段";
        GivenDiffers = "given_differs", "同姓不同名";
        Differs = "differs", "不一致";
        /// Two different valid numbers, or a visible digit that disagrees: one person cannot have both.
        Conflict = "conflict", "号码互相排斥";
        /// The person named denies the filing: the value does not count.
        Denied = "denied", "本人否认，不计";
    }
}

/// What one column says: `weight` in bits (log2), positive for one person, negative for two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnWeight {
    pub column: Column,
    pub level: Level,
    pub weight: f64,
}

/// Two records compared. Columns that are empty on either side are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub columns: Vec<ColumnWeight>,
    /// That the two are one person's, by the weights alone; [`crate::judge`] knows more.
    pub probability: f64,
}

impl Comparison {
    pub(crate) fn of(columns: Vec<ColumnWeight>) -> Self {
        let bits: f64 = weights::PRIOR + columns.iter().map(|c| c.weight).sum::<f64>();
        Self { columns, probability: 1.0 / (1.0 + (-bits).exp2()) }
    }

    /// The level of `column`, `None` where it could not be compared.
    pub fn level(&self, column: Column) -> Option<Level> {
        self.column(column).map(|c| c.level)
    }

    pub(crate) fn column(&self, column: Column) -> Option<&ColumnWeight> {
        self.columns.iter().find(|c| c.column == column)
    }
}

/// Compares the filers of two submissions. Symmetric.
pub fn compare(a: &Record, b: &Record) -> Comparison {
    compare_prepared(&Prepared::of(a), &Prepared::of(b))
}

pub(crate) fn compare_prepared(a: &Prepared, b: &Prepared) -> Comparison {
    let mut columns = Vec::with_capacity(5);
    let mut push = |column, (level, weight)| columns.push(ColumnWeight { column, level, weight });
    let one_denied = a.denied != b.denied;
    if let (Some(x), Some(y)) = (&a.name, &b.name) {
        push(Column::Name, if one_denied { (Level::Denied, 0.0) } else { name_weight(x.compare(y)) });
    }
    if let (Some(x), Some(y)) = (&a.id_no, &b.id_no) {
        // A number that its holder says was used by another does not say who used it.
        let compared = if a.denied || b.denied { Some((Level::Denied, 0.0)) } else { x.compare(y) };
        if let Some(found) = compared {
            push(Column::IdNo, found);
        }
    }
    if let (Some(x), Some(y)) = (&a.phone, &b.phone) {
        push(Column::Phone, x.compare(y));
    }
    if let (Some(x), Some(y)) = (&a.address, &b.address) {
        push(Column::Address, x.compare(y));
    }
    if let (Some(x), Some(y)) = (&a.account, &b.account) {
        push(Column::Account, x.compare(y));
    }
    Comparison::of(columns)
}

fn name_weight((level, characters): (Level, usize)) -> (Level, f64) {
    let weight = match level {
        Level::Equal => weights::name_equal(characters),
        Level::Homophone => weights::NAME_HOMOPHONE,
        Level::Lookalike => weights::name_look_alike(characters),
        Level::NearSound => weights::NAME_NEAR_SOUND,
        Level::Near => weights::name_near(characters),
        Level::Swapped => weights::NAME_SWAPPED,
        Level::Masked => weights::name_masked(characters),
        Level::Title => weights::NAME_TITLE,
        Level::GivenDiffers => weights::NAME_GIVEN_DIFFERS,
        Level::Close | Level::Part | Level::Weak | Level::Neighbour | Level::Street | Level::Differs | Level::Conflict | Level::Denied => {
            weights::NAME_DIFFERS
        }
    };
    (level, weight)
}
