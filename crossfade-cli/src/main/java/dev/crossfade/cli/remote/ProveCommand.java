package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.verify.BundleFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has everything proven that happened to a row of a migration that a server carries out. */
@Command(
    name = "prove",
    description = {
      "Writes a bundle that proves everything that was ever done to a row to anybody with audit",
      "verify. It holds hashes only, no value of the row; migration why shows what it was."
    },
    mixinStandardHelpOptions = true)
final class ProveCommand extends RemoteCommand {

  private static final Columns PROOF = Columns.of("entity", "loads", "unproven");

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "ENTITY", description = "Entity of the row.")
  private String entity = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Its key, a value for each column.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the proofs.")
  private Path bundle = Path.of("");

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Kept checkpoints; the bundle shows that the log goes on from them.")
  private List<Path> kept = new ArrayList<>();

  ProveCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    List<String> notes = new ArrayList<>();
    for (Path file : kept) {
      BundleFiles.checkpoints(file).stream().map(SignedNote::format).forEach(notes::add);
    }
    Map<String, Object> wanted = Map.of("entity", entity, "key", key, "checkpoints", notes);
    JsonNode proof = api().post(MigrationCommands.path(name) + ":prove", wanted).json();
    List<String> lines = new ArrayList<>();
    proof.path("bundle").forEach(line -> lines.add(line.asText()));
    BundleFile.write(bundle, lines);
    print(proof, List.of(proof), PROOF);
    if (proof.path("unproven").asLong() > 0) {
      note("some loads are not in the log yet; ask again in a few seconds");
    }
    note("next: crossfade audit verify " + bundle);
    return proof.path("loads").asLong() == 0 ? Ends.NOT_FOUND : Ends.OK;
  }
}
