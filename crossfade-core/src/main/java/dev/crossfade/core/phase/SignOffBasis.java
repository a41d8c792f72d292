package dev.crossfade.core.phase;

import dev.crossfade.core.audit.CanonicalText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sign-off is about. When any part of it changes, what was signed is void.
 *
 * @param migration its name
 * @param gate the phase behind the gate
 * @param specification hash of the specification
 * @param steps of the plan, without estimates
 * @param required people who have to agree
 * @param evidence what the steps that were done came to, verifications among them
 * @param overridden checks that somebody answers for, so that they keep nothing from being
 *     published
 * @param lost of a cutover: columns that no way back would bring back; empty when that is not
 *     known. They are said by the evidence, and so are in the hash
 */
public record SignOffBasis(
    String migration,
    Phase gate,
    String specification,
    List<String> steps,
    int required,
    List<Evidence> evidence,
    List<String> overridden,
    Optional<List<String>> lost) {

  public SignOffBasis {
    steps = List.copyOf(steps);
    evidence = List.copyOf(evidence);
    overridden = List.copyOf(overridden);
    lost = lost.map(List::copyOf);
  }

  /** SHA-256 of the canonical form. */
  public String hash() {
    List<String> results = evidence.stream().map(Evidence::text).toList();
    Map<String, Object> parts = new HashMap<>();
    parts.put("migration", migration);
    parts.put("gate", gate.name());
    parts.put("specification", specification);
    parts.put("steps", steps);
    parts.put("required", (long) required);
    parts.put("evidence", results);
    if (!overridden.isEmpty()) {
      parts.put("overridden", overridden);
    }
    try {
      byte[] bytes = CanonicalText.of(parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
