package dev.crossfade.verify;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.cutover.Certificate;
import dev.crossfade.core.cutover.CrossingReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks a certificate of a cutover with nothing but a key. */
public final class CertificateFile {

  private CertificateFile() {}

  /**
   * Whether a file claims to be one; one that cannot be read does not. Only its first line is read:
   * bundles may be larger than memory.
   */
  public static boolean isOne(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Certificate.HEAD.length());
      return Certificate.looksLike(new String(head, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What a check came to.
   *
   * @param intact whether it is byte for byte what was signed
   * @param lines for people
   */
  public record Checked(boolean intact, List<String> lines) {
    public Checked {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Checks it.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it cannot be read
   */
  public static Checked check(Path file, NoteKey key) {
    try {
      Certificate certificate = Certificate.open(BundleFiles.read(file), key);
      return new Checked(true, lines(certificate, key));
    } catch (IllegalArgumentException e) {
      return new Checked(false, List.of("NOT INTACT: " + e.getMessage()));
    }
  }

  private static List<String> lines(Certificate certificate, NoteKey key) {
    Map<String, @Nullable Object> content = certificate.content();
    List<String> lines = new ArrayList<>();
    lines.add("INTACT: signed by " + key);
    lines.add("migration " + content.get("migration") + ", made " + content.get("madeAt"));
    for (String known :
        List.of("specification", "specificationWhenSigned", "mappings", "mappingsWhenSigned")) {
      if (content.containsKey(known)) {
        lines.add(words(known) + " " + content.get(known));
      }
    }
    if (content.get("crossing") instanceof Map<?, ?> crossing) {
      lines.add(
          "clients moved to the %s stack at %s, epoch %s; %s"
              .formatted(
                  crossing.get("to"),
                  crossing.get("begun"),
                  crossing.get("epoch"),
                  waited(crossing.get("pauseMillis"), crossing.get("passage"))));
      lines.addAll(proven(crossing.get("proof")));
    }
    lines.addAll(log(content.get("checkpoint"), key));
    return lines;
  }

  /** Earlier versions wrote zero where another process ended what somebody had begun. */
  private static String waited(@Nullable Object millis, @Nullable Object passage) {
    return millis == null || CrossingReport.FOUND.equals(passage)
        ? "how long writes waited is not known"
        : "writes waited " + millis + " ms";
  }

  private static String words(String member) {
    return member.replace("WhenSigned", ", when signed:");
  }

  /** What was proven when the record was about to name the other side. */
  private static List<String> proven(@Nullable Object proof) {
    if (!(proof instanceof Map<?, ?> known)) {
      return List.of("what was proven at the switch is not known: it was ended by somebody else");
    }
    List<String> lines = new ArrayList<>();
    lines.add("proven at the switch, " + known.get("at") + ", under epoch " + known.get("epoch"));
    if (known.get("stops") instanceof Map<?, ?> stops) {
      stops.forEach(
          (database, stop) -> {
            Map<?, ?> where = (Map<?, ?>) Objects.requireNonNull(stop);
            lines.add(
                "%s stood still at mark %s, log %s"
                    .formatted(database, where.get("mark"), where.get("log")));
          });
    }
    if (known.get("verdicts") instanceof Map<?, ?> verdicts) {
      verdicts.forEach(
          (entity, verdict) -> {
            Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(verdict);
            String line =
                "%s %s as of %s".formatted(entity, found.get("result"), found.get("asOf"));
            lines.add(
                found.get("digest") == null
                    ? line
                    : line + ", production added up to " + found.get("digest"));
          });
    }
    if (known.get("routes") instanceof Map<?, ?> routes) {
      routes.forEach(
          (route, state) -> lines.add(readers(route, (Map<?, ?>) Objects.requireNonNull(state))));
    }
    return lines;
  }

  private static String readers(@Nullable Object route, Map<?, ?> state) {
    String share =
        "%s: %s %% of readers on the new stack".formatted(route, state.get("readsOnNew"));
    return state.get("canary") == null
        ? share + ", no canary"
        : share + ", canary %s at step %s".formatted(state.get("canary"), state.get("step"));
  }

  /** The audit log as it was then: an export that goes on from there holds every decision. */
  private static List<String> log(@Nullable Object checkpoint, NoteKey key) {
    if (!(checkpoint instanceof String text)) {
      return List.of();
    }
    SignedNote note = SignedNote.parse(text);
    if (!note.signedBy(key)) {
      return List.of("its checkpoint is signed by somebody else");
    }
    return List.of(
        "audit log of "
            + Checkpoint.parse(note.text()).size()
            + " leaves; give its checkpoint to audit verify with an export ("
            + BundleLine.FORM
            + ")");
  }
}
