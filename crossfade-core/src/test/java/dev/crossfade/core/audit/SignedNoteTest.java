package dev.crossfade.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notes and checkpoints, with the known answers of golang.org/x/mod/sumdb/note. */
class SignedNoteTest {

  private static final String KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  private static final String TEXT =
      "If you think cryptography is the answer to your problem,\n"
          + "then you don't know what your problem is.\n";
  private static final String NOTE =
      TEXT
          + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
          + "ngotpRZb6KE6RyyBwJnAM=\n";

  private static PrivateKey secret() {
    byte[] seed = Base64.getDecoder().decode(SEED);
    byte[] prefix = HexFormat.of().parseHex("302e020100300506032b657004220420");
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + 32);
    System.arraycopy(seed, 1, encoded, prefix.length, 32);
    try {
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static NoteSigner signer(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(NoteKey.of(name, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_known_note_is_signed_and_checked() {
    NoteKey key = NoteKey.parse(KEY);
    assertThat(key.text()).isEqualTo(KEY);
    assertThat(SignedNote.parse(NOTE).signedBy(key)).isTrue();
    assertThat(SignedNote.sign(TEXT, List.of(new NoteSigner(key, secret()))).format())
        .isEqualTo(NOTE);
    assertThat(SignedNote.parse(NOTE.replace("answer", "Answer")).signedBy(key)).isFalse();
    assertThat(SignedNote.parse(NOTE).signedBy(signer("PeterNeumann").key())).isFalse();
  }

  @Test
  void two_may_sign() {
    NoteSigner one = signer("one");
    NoteSigner other = signer("other");
    SignedNote note = SignedNote.parse(SignedNote.sign("a\n", List.of(one, other)).format());
    assertThat(note.signedBy(one.key())).isTrue();
    assertThat(note.signedBy(other.key())).isTrue();
    assertThat(note.signedBy(signer("one").key())).isFalse();
  }

  @Test
  void a_checkpoint_has_the_form_of_tlog_checkpoint() {
    String text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    assertThat(Checkpoint.parse(text).size()).isEqualTo(20852163);
    assertThat(Checkpoint.parse(text + "extension\n").text()).isEqualTo(text);
    for (String wrong : List.of("a\n1\n", "a\n01\n" + "A".repeat(43) + "=\n", "a\nx\ny\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void keys_and_notes_of_another_form_are_refused() {
    for (String wrong : List.of("a", KEY.replace("c74f", "c74e"), KEY.replace("ARpc", "AhpC"))) {
      assertThatThrownBy(() -> NoteKey.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    for (String wrong : List.of("", "a\n", "a\n\nb\n", "a\n\n\u2014 name !!\n")) {
      assertThatThrownBy(() -> SignedNote.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new NoteSigner(signer("a").key(), secret()))
        .hasMessageContaining("do not belong together");
    assertThat(new NoteSigner(NoteKey.parse(KEY), secret()).toString())
        .doesNotContain(SEED.substring(2, 20));
  }
}
