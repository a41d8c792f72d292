package dev.crossfade.core.phase;

import dev.crossfade.core.audit.CanonicalText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a sign-off is about. When any part of it changes, what was signed is void.
 *
 * @param migration its name
 * @param gate the phase behind the gate
 * @param specification hash of the specification
 * @param steps of the plan, without estimates
 * @param required people who have to agree
 * @param evidence what the steps that were done came to, verifications among them
 */
public record SignOffBasis(
    String migration,
    Phase gate,
    String specification,
    List<String> steps,
    int required,
    List<Evidence> evidence) {

  public SignOffBasis {
    steps = List.copyOf(steps);
    evidence = List.copyOf(evidence);
  }

  /** SHA-256 of the canonical form. */
  public String hash() {
    List<String> results = evidence.stream().map(Evidence::text).toList();
    String text =
        CanonicalText.of(
            Map.of(
                "migration", migration,
                "gate", gate.name(),
                "specification", specification,
                "steps", steps,
                "required", (long) required,
                "evidence", results));
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
