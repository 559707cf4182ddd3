//! Tiles and entry bundles: how outsiders read the tree. Source: C2SP tlog-tiles.

/// Hashes of a full tile, entries of a full bundle.
const WIDTH: u64 = 256;

/// One tile of a tree of some size: `width` hashes at `level`, the `index`-th of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    pub level: u8,
    pub index: u64,
    /// 1 to 256; 256 is full.
    pub width: u16,
}

impl Tile {
    /// The tiles that a tree has which grew from `from` to `to` leaves and did not have before: what has to be written.
    pub fn new_between(from: u64, to: u64) -> Vec<Self> {
        let mut tiles = Vec::new();
        for level in 0..8_u8 {
            let (before, after) = (from >> (8 * u32::from(level)), to >> (8 * u32::from(level)));
            if after == 0 {
                break;
            }
            if before == after {
                continue;
            }
            for index in before / WIDTH..=(after - 1) / WIDTH {
                let width = (after - index * WIDTH).min(WIDTH);
                // 1 to 256: fits.
                tiles.push(Self { level, index, width: width as u16 });
            }
        }
        tiles
    }

    /// All tiles of a tree of that size.
    pub fn all(size: u64) -> Vec<Self> {
        Self::new_between(0, size)
    }

    pub const fn is_full(&self) -> bool {
        self.width as u64 == WIDTH
    }

    /// The first leaf below the tile.
    pub const fn start(&self) -> u64 {
        (self.index * WIDTH) << (8 * self.level as u32)
    }

    /// Leaves below one hash of the tile.
    pub const fn span(&self) -> u64 {
        1 << (8 * self.level as u32)
    }

    /// `tile/0/x001/x234/067.p/8`.
    pub fn path(&self) -> String {
        tile_path(&self.level.to_string(), self.index, self.width)
    }
}

/// The path of a tile at a level.
pub fn tile_path(level: &str, index: u64, width: u16) -> String {
    let suffix = if u64::from(width) == WIDTH { String::new() } else { format!(".p/{width}") };
    format!("tile/{level}/{}{suffix}", number(index))
}

/// The path of an entry bundle.
pub fn entries_path(index: u64, width: u16) -> String {
    tile_path("entries", index, width)
}

/// `1234067` as `x001/x234/067`.
fn number(mut index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    while index >= 1000 {
        index /= 1000;
        path = format!("x{:03}/{path}", index % 1000);
    }
    path
}

/// Entries as a bundle: each behind its length, two bytes, big-endian. `None` for an entry longer than that can say.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend_from_slice(&u16::try_from(entry.len()).ok()?.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(tile_path("0", 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(entries_path(3, 8), "tile/entries/003.p/8");
        assert_eq!(Tile { level: 1, index: 1000, width: 17 }.path(), "tile/1/x001/000.p/17");
    }

    /// The example of the specification: 273 full and one partial of 112; one full and one of 17; one of 1.
    #[test]
    fn a_tree_of_seventy_thousand() {
        let tiles = Tile::all(70_000);
        let at = |level: u8| tiles.iter().filter(move |tile| tile.level == level).collect::<Vec<_>>();
        assert_eq!(at(0).iter().filter(|tile| tile.is_full()).count(), 273);
        assert_eq!(at(0).last().map(|tile| tile.width), Some(112));
        assert_eq!(at(1).iter().map(|tile| tile.width).collect::<Vec<_>>(), [256, 17]);
        assert_eq!(at(2).iter().map(|tile| tile.width).collect::<Vec<_>>(), [1]);
        assert_eq!(Tile::all(256).len(), 2);
        assert!(Tile::all(0).is_empty());
    }

    #[test]
    fn growing_in_steps_writes_every_tile_of_the_last_size() {
        let mut written = std::collections::BTreeSet::new();
        let sizes = [0, 1, 5, 255, 256, 257, 600, 65_536, 65_537, 70_000];
        for step in sizes.windows(2) {
            written.extend(Tile::new_between(step[0], step[1]));
        }
        assert!(Tile::all(70_000).iter().all(|tile| written.contains(tile)));
    }
}
