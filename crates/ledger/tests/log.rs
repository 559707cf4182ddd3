//! Proofs at every size, notes with both signatures, a witness that is told two stories.

use ledger::*;
use zeroize::Zeroizing;

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

#[test]
fn every_entry_of_every_small_tree_is_proven_and_nothing_else() {
    for size in 1..=70_u64 {
        let leaves = leaves(size);
        let root = root_of(&leaves);
        for index in 0..size {
            let proof = inclusion(index, size, |from, to| Ok::<_, ()>(root_of(&leaves[from as usize..to as usize]))).expect("read");
            assert_eq!(verify_inclusion(leaves[index as usize], index, size, &proof, root), Ok(()), "{index} of {size}");
            assert!(verify_inclusion(leaf_hash(b"another"), index, size, &proof, root).is_err());
            if size > 1 {
                assert!(verify_inclusion(leaves[index as usize], (index + 1) % size, size, &proof, root).is_err());
            }
            let mut longer = proof.clone();
            longer.push(root);
            assert!(verify_inclusion(leaves[index as usize], index, size, &longer, root).is_err());
        }
        for old in 1..=size {
            let old_root = root_of(&leaves[..old as usize]);
            let proof = consistency(old, size, |from, to| Ok::<_, ()>(root_of(&leaves[from as usize..to as usize]))).expect("read");
            assert_eq!(verify_consistency(old, old_root, size, root, &proof), Ok(()), "{old} in {size}");
            assert!(verify_consistency(old, leaf_hash(b"another"), size, root, &proof).is_err());
            assert!(verify_consistency(old, old_root, size, leaf_hash(b"another"), &proof).is_err());
        }
    }
}

fn log() -> LogKeys {
    LogKeys::new("mingjian.example/1", &Zeroizing::new([7; 32]), &Zeroizing::new([9; 32])).expect("good keys")
}

fn checkpoint(count: u64) -> Note {
    let checkpoint = Checkpoint { origin: "mingjian.example/1".into(), size: count, root: root_of(&leaves(count)) };
    log().sign(&checkpoint.text()).expect("signed")
}

#[test]
fn both_signatures_stand_and_fall_with_the_text() {
    let note = checkpoint(5);
    for verifier in log().verifiers() {
        let again = Verifier::parse(&verifier.to_text()).expect("a key");
        assert!(again.find(&note).is_some(), "{}", again.to_text());
        let mut changed = note.clone();
        changed.text = changed.text.replacen("\n5\n", "\n6\n", 1);
        assert!(again.find(&changed).is_none());
        let mut broken = note.clone();
        broken.signatures.iter_mut().for_each(|signature| signature.bytes[3] ^= 1);
        assert!(again.find(&broken).is_none());
    }
    assert_eq!(Checkpoint::parse(&note.text).expect("ours").size, 5);
    assert_eq!(Note::parse(&note.to_text()), Ok(note));
    let text = log().verifiers()[0].to_text();
    assert!(Verifier::parse(&text.replacen("mingjian", "another", 1)).is_err(), "the id binds the name");
}

#[test]
fn a_witness_signs_growth_and_nothing_else() {
    let witness = Cosigner::new("court.example/w", &Zeroizing::new([3; 32])).expect("a name");
    let [by_log, _] = log().verifiers();
    let nothing = Witness { origin: "mingjian.example/1".into(), size: 0, root: root_of(&[]) };
    let (line, seen) = witness.cosign(&nothing, &by_log, &checkpoint(5), &[], 1_780_000_000).expect("the first sight");
    let mut note = checkpoint(5);
    note.signatures.push(Signature::parse(&line.line()).expect("a line"));
    let key = Verifier::parse(&witness.verifier().to_text()).expect("a key");
    assert!(key.is_cosigner() && key.find(&note).is_some());
    note.signatures.last_mut().expect("the line").bytes[7] ^= 1;
    assert!(key.find(&note).is_none(), "the time is signed too");

    let grown = leaves(9);
    let proof = consistency(5, 9, |from, to| Ok::<_, ()>(root_of(&grown[from as usize..to as usize]))).expect("read");
    assert_eq!(witness.cosign(&seen, &by_log, &checkpoint(9), &proof, 1).map(|(_, seen)| seen.size), Ok(9));
    assert_eq!(witness.cosign(&seen, &by_log, &checkpoint(4), &[], 1).map(|_| ()), Err(WitnessRefusal::Shrank { was: 5, is: 4 }));

    // The same size, another story.
    let mut other = leaves(5);
    other[2] = leaf_hash(b"rewritten");
    let forged = Checkpoint { origin: "mingjian.example/1".into(), size: 5, root: root_of(&other) };
    let forged = log().sign(&forged.text()).expect("signed");
    assert_eq!(witness.cosign(&seen, &by_log, &forged, &[], 1).map(|_| ()), Err(WitnessRefusal::Rewritten));
    let mut unsigned = checkpoint(9);
    unsigned.signatures.clear();
    assert_eq!(witness.cosign(&seen, &by_log, &unsigned, &proof, 1).map(|_| ()), Err(WitnessRefusal::NotSigned));
}

#[test]
fn a_commitment_binds_what_it_hides() {
    let content = |parts: &[&[u8]]| parts.iter().fold(Content::default(), |content, part| content.with(part)).digest();
    assert_ne!(content(&[b"ab", b"c"]), content(&[b"a", b"bc"]));
    let entry = commit(&[1; SALT_BYTES], &content(&[b"act"]));
    assert_eq!(entry.len(), 33);
    assert_ne!(entry, commit(&[2; SALT_BYTES], &content(&[b"act"])));
    assert_ne!(entry, commit(&[1; SALT_BYTES], &content(&[b"another act"])));
}
