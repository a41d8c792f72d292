package dev.crossfade.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Frontier;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.LogStart;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.audit.TreeHasher;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ORIGIN = "crossfade.dev/audit/test";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<SignedNote> notes = new ArrayList<>();
  private NoteSigner signer;
  private Path bundle;

  @BeforeEach
  void write() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signer = new NoteSigner(NoteKey.of(ORIGIN, pair.getPublic()), pair.getPrivate());
    List<Leaf> leaves = new ArrayList<>();
    leaves.add(LogStart.leaf(ORIGIN, AT, "kit"));
    leaves.add(LogStart.firstKey(ORIGIN, signer.key(), AT, "kit"));
    leaves.add(new Leaf("a", LeafKind.ACT, AT, "ann", "m", Map.of("what", "this")));
    List<String> lines = new ArrayList<>();
    Frontier frontier = new Frontier();
    TreeHasher hasher = new TreeHasher();
    for (Leaf leaf : leaves) {
      lines.add(
          new BundleLine.Logged(frontier.size(), leaf.content(), hasher.leaf(leaf.content()))
              .format());
      frontier.append(hasher.leaf(leaf.content()));
      if (frontier.size() > 1) {
        String text = new Checkpoint(ORIGIN, frontier.size(), frontier.root()).text();
        notes.add(SignedNote.sign(text, List.of(signer)));
      }
    }
    notes.forEach(note -> lines.add(0, new BundleLine.Signed(note).format()));
    lines.add(0, new BundleLine.Head(ORIGIN).format());
    bundle = folder.resolve("log.bundle");
    Files.write(bundle, lines);
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void an_intact_log_is_intact_with_a_key_and_kept_checkpoints() throws Exception {
    Path kept = folder.resolve("kept.txt");
    Files.writeString(kept, "\n" + notes.get(0).format() + "\n" + notes.get(1).format());
    Path key = Files.writeString(folder.resolve("key"), signer.key().text() + "\n");

    assertThat(run(bundle.toString(), "--key", key.toString(), "--checkpoint", kept.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .startsWith("intact: " + ORIGIN)
        .contains("leaves   3, signed up to 3", "kept     2 checkpoints", "from yours");
    assertThat(run(bundle.toString(), "--key", signer.key().text())).isZero();
    assertThat(run(bundle.toString())).isZero();
    assertThat(out.toString()).contains("as the bundle says");
  }

  /** With its own classes and those of core and nothing else, as its jar has them. */
  @Test
  void it_needs_nothing_but_java() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", place(Main.class) + File.pathSeparator + place(Leaf.class)));
    command.addAll(List.of(Main.class.getName(), bundle.toString(), "--key", signer.key().text()));
    assertThat(started(command)).startsWith("0 intact: " + ORIGIN);

    Files.writeString(bundle, Files.readString(bundle).replace("ann", "bob"));
    assertThat(started(command)).startsWith("3 NOT INTACT").doesNotContain("NoClassDefFoundError");
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String started(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() + " " + said;
  }

  @Test
  void what_is_wrong_is_said() throws Exception {
    Files.writeString(bundle, Files.readString(bundle).replace("ann", "bob"));
    assertThat(run(bundle.toString())).isEqualTo(3);
    assertThat(out.toString())
        .startsWith("NOT INTACT")
        .contains("wrong    edited: leaf 2 does not have the hash that was stored");
  }

  @Test
  void wrong_use_and_wrong_files_are_said_without_a_stack() throws Exception {
    assertThat(run()).isEqualTo(2);
    assertThat(run(bundle.toString(), "--key")).isEqualTo(2);
    assertThat(run(bundle.toString(), "--nonsense", "x")).isEqualTo(2);
    assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("usage:", "CF-6903").doesNotContain("\tat ");
    Files.writeString(bundle, Files.readString(bundle) + "{\"leaf\":");
    assertThat(run(bundle.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("CF-6904", "line 7");
  }
}
