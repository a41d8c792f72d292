package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever changes a certificate is found out. */
class CertificateTest {

  private final NoteSigner signer = signer();
  private final String file =
      SignedNote.sign(
              Certificate.text(Map.of("migration", "spring", "steps", List.of(1L, "zwei"))),
              List.of(signer))
          .format();

  private static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasSignedIsRead() {
    assertThat(Certificate.open(file, signer.key()).content()).containsEntry("migration", "spring");
    assertThat(Certificate.looksLike(file)).isTrue();
  }

  @Test
  void everyChangedByteIsFound() {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 7; bit++) {
        bytes[i] ^= (byte) (1 << bit);
        String changed = new String(bytes, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Certificate.open(changed, signer.key()))
            .as("byte %d bit %d", i, bit)
            .isInstanceOf(IllegalArgumentException.class);
        bytes[i] ^= (byte) (1 << bit);
      }
    }
  }

  @Test
  void whatSomebodyElseSignedOrWasCutIsNone() {
    assertThatThrownBy(() -> Certificate.open(file, signer().key()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Certificate.open(file.substring(1), signer.key()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Certificate.open(file + file, signer.key()))
        .isInstanceOf(IllegalArgumentException.class);
    String other = SignedNote.sign("route record\n{}\n", List.of(signer)).format();
    assertThatThrownBy(() -> Certificate.open(other, signer.key()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
