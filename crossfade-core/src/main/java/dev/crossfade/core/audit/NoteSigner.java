package dev.crossfade.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * Signs notes.
 *
 * @param key that checks what this signs
 * @param secret never shown
 */
public record NoteSigner(NoteKey key, PrivateKey secret) {

  public NoteSigner {
    String probe = "probe\n";
    if (!key.signed(probe, sign(probe, secret))) {
      throw new IllegalArgumentException("private and public key do not belong together");
    }
  }

  byte[] sign(String text) {
    return sign(text, secret);
  }

  private static byte[] sign(String text, PrivateKey secret) {
    try {
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(secret);
      signing.update(text.getBytes(StandardCharsets.UTF_8));
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "NoteSigner[" + key + "]";
  }
}
