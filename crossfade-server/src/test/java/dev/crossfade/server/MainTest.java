package dev.crossfade.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line answers before it touches a database. */
class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void aFolderThatDoesNotExistIsNotFound() {
    assertThat(run("plan", folder.resolve("gone").toString())).isEqualTo(6);
    assertThat(err.toString(UTF_8)).contains("CF-6001", "why:", "fix:").doesNotContain("\tat ");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void wrongUseIsExplained() {
    assertThat(run("run", "--until=later", ".")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--until").doesNotContain("\tat ");
  }

  @Test
  void aBrokenSpecificationShowsTheLine() throws Exception {
    Files.writeString(
        folder.resolve("crossfade.yaml"),
        "apiVersion: crossfade.dev/v1\nkind: Migration\nnam: x\n");

    assertThat(run("status", folder.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("crossfade.yaml:3:1", "nam: x", "^");
  }

  @Test
  void initRefusesAFolderThatIsTaken() throws Exception {
    Files.writeString(folder.resolve("crossfade.yaml"), "");

    assertThat(
            run(
                "init",
                "--source=postgresql://u:p@127.0.0.1:1/x",
                "--target=postgresql://u:p@127.0.0.1:1/y",
                folder.toString()))
        .isEqualTo(5);
    assertThat(err.toString(UTF_8)).contains("CF-6002");
  }

  @Test
  void aSourceThatIsNotThereIsUnreachableAndItsPasswordIsNotShown() {
    assertThat(run("discover", "--source=postgresql://u:s3cret@127.0.0.1:1/x")).isEqualTo(9);
    assertThat(err.toString(UTF_8)).contains("CF-2002").doesNotContain("s3cret");
  }

  @Test
  void aRootThatIsNotThereIsNamed() {
    String root = "--root=" + folder.resolve("gone.pem");
    assertThat(run("discover", "--source=postgresql://u:p@127.0.0.1:1/x", root)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CF-6003", "gone.pem");
  }

  @Test
  void withoutAUserTheVariablesAreNamed() {
    assertThat(run("discover", "--source=postgresql://127.0.0.1:1/x")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CROSSFADE_SOURCE_USER");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedAtOnce() {
    String report = folder.resolve("no/such/report.json").toString();

    assertThat(run("run", folder.toString(), "--report=" + report)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CF-6007");
  }

  @Test
  void aKafkaOfServersBeyondThisMachineHasToProveItself() {
    String data = "--data=" + folder.resolve("data");
    assertThat(
            run("server", data, "--kafka-bootstrap=kafka:1", "--connect-url=http://connect.test:1"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CF-6019", "connect.test", "--kafka-insecure");
    err.reset();
    String root = "--kafka-root=" + folder.resolve("gone");
    String store = "--control-url=postgresql://u:p@127.0.0.1:1/x";
    assertThat(run("worker", data, store, "--kafka-bootstrap=127.0.0.1:1", root)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CF-6003", "gone");
    err.reset();
    assertThat(
            run(
                "worker",
                data,
                store,
                "--kafka-bootstrap=127.0.0.1:1",
                "--kafka-login=scram-sha-512"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CROSSFADE_KAFKA_USER");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aCertificateOfTheServerThatCannotBeUsedIsNamed() throws Exception {
    Path data = folder.resolve("data");
    String wrong = Files.writeString(folder.resolve("nope.pem"), "nope").toString();
    assertThat(run("server", "--data=" + data, "--tls-certificate=" + wrong, "--tls-key=" + wrong))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CF-6020", "nope.pem", "why:", "fix:");
    assertThat(data).doesNotExist();
  }

  @Test
  void whomToBelieveAndAnybodyExcludeEachOther() {
    for (String of : new String[] {"control", "kafka"}) {
      err.reset();
      assertThat(
              run(
                  "worker",
                  "--control-url=postgresql://u:p@127.0.0.1:1/x",
                  "--" + of + "-root=root.pem",
                  "--" + of + "-insecure"))
          .isEqualTo(2);
      assertThat(err.toString(UTF_8)).contains("mutually exclusive");
    }
    err.reset();
    assertThat(
            run("discover", "--source=postgresql://u:p@h.test/x", "--root=root.pem", "--insecure"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("mutually exclusive");
  }

  @Test
  void aPlanNeedsNoDatabaseAndSaysWhatItRestsOn() {
    String example = Path.of("..", "examples", "specification").toString();

    assertThat(run("plan", "--from=lock", "-o", "json", example)).as(err.toString(UTF_8)).isZero();
    JsonNode plan = JsonMapper.shared().readTree(out.toString(UTF_8));
    assertThat(plan.path("basis").asString()).isEqualTo("catalog.lock");
    assertThat(plan.path("unasked")).isEmpty();
    assertThat(plan.path("notKnown")).isNotEmpty();
    assertThat(plan.path("steps").findValuesAsString("kind")).contains("COPY_HISTORY", "VERIFY");
    out.reset();
    assertThat(run("plan", example)).isZero();
    assertThat(out.toString(UTF_8))
        .contains("not asked: CF-1020", "CRM_URL", "Made from catalog.lock", "copy history")
        .contains("next: crossfade plan --from databases");
    assertThat(run("plan", "--from=databases", example)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("CF-1020");
  }

  @Test
  void aPlanFromALockThatDoesNotFitIsRefused() throws Exception {
    Path example = Path.of("..", "examples", "specification");
    Files.createDirectories(folder.resolve("entities"));
    for (String file : new String[] {"crossfade.yaml", "entities/lead.yaml", "catalog.lock"}) {
      Files.copy(example.resolve(file), folder.resolve(file));
    }
    Path lock = folder.resolve("catalog.lock");
    Files.writeString(lock, Files.readString(lock).replace("\"phone\"", "\"telephone\""));

    assertThat(run("plan", folder.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("entities/lead.yaml:", "phone", "CF-1020");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void helpKnowsAllCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("init", "validate", "plan", "run", "status", "verify", "quarantine", "demo");
  }

  private int run(String... arguments) {
    return Main.mainNoExit(
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of(), false),
        arguments);
  }
}
