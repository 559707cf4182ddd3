//! The national primitives as we use them: SM4-GCM (GB/T 32907, RFC 8998) and HMAC-SM3 (GB/T 32905, GM/T 0042).
//! The tests are the published vectors.

use aes_gcm::aead::consts::U12;
use hmac::{KeyInit, Mac};

pub(crate) const KEY_BYTES: usize = 16;
pub(crate) const NONCE_BYTES: usize = 12;
pub(crate) const TAG_BYTES: usize = 16;

pub(crate) type Sm4Gcm = aes_gcm::AesGcm<sm4::Sm4, U12>;
pub(crate) type HmacSm3 = hmac::Hmac<sm3::Sm3>;

/// A keyed state, to be cloned for each message; keys of every length are allowed (RFC 2104).
pub(crate) fn hmac_sm3(key: &[u8]) -> HmacSm3 {
    HmacSm3::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// The full 32-byte code of one message.
pub(crate) fn code_of(keyed: &HmacSm3, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed.clone();
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use aes_gcm::AeadInOut;
    use sm3::Digest;
    use sm4::cipher::{BlockCipherEncrypt, KeyInit};

    use super::*;
    use crate::hex;

    #[test]
    fn sm4_block_of_gbt_32907_annex_a() {
        let key = hex::decode::<16>("0123456789abcdeffedcba9876543210").unwrap();
        let cipher = sm4::Sm4::new(&key.into());
        let mut block = key.into();
        cipher.encrypt_block(&mut block);
        assert_eq!(hex::encode(&block), "681edf34d206965e86b3e94f536e4246");
    }

    #[test]
    fn sm4_gcm_of_rfc_8998_appendix_a_1() {
        let key = hex::decode::<16>("0123456789abcdeffedcba9876543210").unwrap();
        let nonce = hex::decode::<12>("00001234567800000000abcd").unwrap();
        let aad = hex::decode::<20>("feedfacedeadbeeffeedfacedeadbeefabaddad2").unwrap();
        let plain = hex::decode::<64>(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd\
             eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        )
        .unwrap();

        let cipher = Sm4Gcm::new(&key.into());
        let mut buffer = plain;
        let tag = cipher.encrypt_inout_detached(&nonce.into(), &aad, buffer.as_mut_slice().into()).unwrap();
        assert_eq!(
            hex::encode(&buffer),
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735\
             d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        );
        assert_eq!(hex::encode(&tag), "83de3541e4c2b58177e065a9bf7b62ec");

        cipher.decrypt_inout_detached(&nonce.into(), &aad, buffer.as_mut_slice().into(), &tag).unwrap();
        assert_eq!(buffer, plain);
    }

    #[test]
    fn sm3_of_gbt_32905_annex_a() {
        assert_eq!(hex::encode(&sm3::Sm3::digest(b"abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(hex::encode(&sm3::Sm3::digest("abcd".repeat(16))), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    #[test]
    fn hmac_sm3_of_gmt_0042_annex_d() {
        let check = |key: &[u8], message: &[u8], code: &str| assert_eq!(hex::encode(&code_of(&hmac_sm3(key), &[message])), code);
        let counting = |last: u8| (1..=last).collect::<Vec<u8>>();
        let letters = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);
        check(&counting(0x20), letters.as_bytes(), "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
        check(&counting(0x25), &[0xcd; 50], "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae");
        check(&[0x0b; 32], b"Hi There", "c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e");
        check(b"Jefe", b"what do ya want for nothing?", "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882");
    }
}
