package dev.crossfade.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.cutover.Certificate;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private static final String ORIGIN = SignedLog.ORIGIN;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<SignedNote> notes;
  private NoteSigner signer;
  private Path bundle;

  @BeforeEach
  void write() throws Exception {
    SignedLog log = SignedLog.in(folder);
    signer = log.signer();
    notes = log.notes();
    bundle = log.bundle();
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

  @Test
  void a_file_without_a_checkpoint_is_refused_for_it_would_prove_nothing() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    assertThat(run(bundle.toString(), "--checkpoint", empty.toString())).isEqualTo(2);
    Files.writeString(empty, "\n\n");
    assertThat(run(bundle.toString(), "--checkpoint", empty.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("CF-6904", "holds no checkpoint");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_log_may_be_larger_than_memory() throws Exception {
    List<Leaf> leaves =
        IntStream.range(0, 800)
            .mapToObj(number -> SignedLog.saying(number, "x".repeat(100_000)))
            .toList();
    Path large = SignedLog.in(Files.createDirectory(folder.resolve("large")), leaves).bundle();
    assertThat(Files.size(large)).isGreaterThan(80_000_000);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                large.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).startsWith("intact: " + ORIGIN).contains("leaves   803");
  }

  /** Larger than any text can be in Java. */
  @Test
  void whether_a_file_is_a_certificate_is_known_by_its_beginning() throws Exception {
    Path file = folder.resolve("huge");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(3L << 30);
      assertThat(CertificateFile.isOne(file)).isFalse();
      huge.write(Certificate.HEAD.getBytes(UTF_8));
    }
    assertThat(CertificateFile.isOne(file)).isTrue();
    assertThat(CertificateFile.isOne(folder)).isFalse();
    assertThat(CertificateFile.isOne(folder.resolve("none"))).isFalse();
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
