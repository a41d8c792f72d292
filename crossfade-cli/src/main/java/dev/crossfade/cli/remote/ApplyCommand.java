package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.cli.client.SpecificationFiles;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.spec.MigrationSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a server's migration what a folder says. */
@Command(
    name = "apply",
    description =
        "Makes a migration on a server what a specification folder says: describes it, or changes"
            + " it. Shows what differs; where nothing does, nothing is done.",
    mixinStandardHelpOptions = true)
final class ApplyCommand extends ChangeCommand {

  private static final int LOOKS = 60;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Columns APPLIED =
      Columns.of("migration", "change", "contentHash=hash", "phase", "operation/state=work");

  @Parameters(paramLabel = "DIR", description = "Folder with crossfade.yaml.")
  private Path folder = Path.of(".");

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      description = "Whose overlay is laid over the folder: overlays/NAME.yaml.")
  private @Nullable String overlay;

  @Option(
      names = "--start",
      description =
          "Also lets it begin, or takes in what a begun one has gained. Default: only describes it.")
  private boolean start;

  @Mixin private WaitOption wait = new WaitOption();

  ApplyCommand(Map<String, String> environment) {
    super(environment);
  }

  /** What is done about the folder. */
  private enum Change {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  @Override
  int run() {
    Map<String, String> files = SpecificationFiles.in(folder);
    MigrationSpec spec = SpecificationLoader.load(files, overlay).spec();
    String name = spec.name();
    Api api = api();
    String path = MigrationCommands.path(name);
    Optional<Api.Reply> there = there(api, path + "/specification");
    Change change = change(there, files);
    Map<String, String> before = there.map(reply -> files(reply.json())).orElse(Map.of());
    List<String> difference = Difference.of(before, files);
    if (shape() == Shape.TABLE) {
      difference.forEach(this::note);
    }
    send(api, path, change, there, files);
    ObjectNode applied = JSON.createObjectNode().put("apiVersion", "crossfade.dev/apply/v1");
    applied.put("migration", name).put("change", change.name()).put("dryRun", dryRun());
    difference.forEach(applied.putArray("difference")::add);
    return ended(api, path, applied, new Wanted(spec, change));
  }

  /** What the folder says, and what had to be done about it. */
  private record Wanted(MigrationSpec spec, Change change) {}

  private static Optional<Api.Reply> there(Api api, String path) {
    try {
      return Optional.of(api.get(path));
    } catch (Refusal e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Change change(Optional<Api.Reply> there, Map<String, String> files) {
    if (there.isEmpty()) {
      return Change.CREATED;
    }
    JsonNode known = there.get().json();
    boolean same =
        files(known).equals(files)
            && known.path("environment").asText("").equals(overlay == null ? "" : overlay);
    return same ? Change.UNCHANGED : Change.UPDATED;
  }

  private static Map<String, String> files(JsonNode specification) {
    Map<String, String> files = new TreeMap<>();
    specification
        .path("files")
        .fields()
        .forEachRemaining(file -> files.put(file.getKey(), file.getValue().asText()));
    return files;
  }

  private void send(
      Api api, String path, Change change, Optional<Api.Reply> there, Map<String, String> files) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("files", files);
    if (overlay != null) {
      body.put("environment", overlay);
    }
    String query = dryRun() ? "?dry_run=true" : "";
    switch (change) {
      case CREATED -> api.post(MigrationCommands.PATH + query, body);
      case UPDATED ->
          api.with("If-Match", there.map(reply -> reply.headers().get("etag")).orElse("*"))
              .send("PUT", path + "/specification" + query, body);
      case UNCHANGED -> note("nothing differs");
    }
  }

  private int ended(Api api, String path, ObjectNode applied, Wanted wanted) {
    if (dryRun()) {
      applied.putArray("next_steps").add("crossfade apply " + folder);
      return show(applied, APPLIED);
    }
    JsonNode migration = api.get(path).json();
    applied.set("contentHash", migration.path("contentHash"));
    applied.set("phase", migration.path("phase"));
    Optional<JsonNode> operation = work(api, path, migration, wanted);
    operation.ifPresent(work -> applied.set("operation", work));
    applied.set(
        "next_steps",
        operation.map(work -> work.path("next_steps")).orElse(migration.path("next_steps")));
    show(applied, APPLIED);
    operation.ifPresent(this::steps);
    return operation.map(Waiting::end).orElse(Ends.OK);
  }

  /** Lets it begin, or take in what it has gained; else what is new is planned. */
  private Optional<JsonNode> work(Api api, String path, JsonNode migration, Wanted wanted) {
    String action = start ? action(api, path, migration, wanted.spec()) : "";
    if (action.isEmpty()) {
      if (wanted.change() == Change.UNCHANGED) {
        return Optional.empty();
      }
      action = "plan";
    }
    Api asking =
        action.equals("plan") ? api : api.with("If-Match", MigrationCommands.tag(migration));
    JsonNode begun = asking.post(path + ":" + action, null).json();
    wait.tell(begun, this::note);
    return Optional.of(wait.settle(api, begun, this::note));
  }

  /** Empty when it is on its way, or there. */
  private static String action(Api api, String path, JsonNode migration, MigrationSpec spec) {
    switch (migration.path("phase").asText()) {
      case "DRAFT", "STOPPED" -> {
        return "start";
      }
      case "LIVE" -> {
        return gained(takenOver(api, path, migration), spec) ? "extend" : "";
      }
      default -> {
        return "";
      }
    }
  }

  /**
   * Whether it is known how far it is by this specification. What another server carries out it
   * takes over by itself before it takes anything in.
   */
  private static boolean works(JsonNode progress, String wanted) {
    return progress.path("seenBy").asText().equals("OWNER")
        ? wanted.equals(progress.path("contentHash").asText())
        : progress.path("seenBy").asText().equals("TARGET");
  }

  /** How far it is, once whoever carries it out works by this specification. */
  private static JsonNode takenOver(Api api, String path, JsonNode migration) {
    String wanted = migration.path("contentHash").asText();
    JsonNode progress = api.get(path + "/progress").json();
    for (int i = 0; i < LOOKS && !works(progress, wanted); i++) {
      Waiting.rest();
      progress = Waiting.look(api, path + "/progress").orElse(progress);
    }
    return progress;
  }

  private static boolean gained(JsonNode progress, MigrationSpec spec) {
    Set<String> live = new HashSet<>();
    for (JsonNode entity : progress.path("entities")) {
      if (entity.path("state").asText().equals("LIVE")) {
        live.add(entity.path("entity").asText());
      }
    }
    return spec.entities().stream().anyMatch(entity -> !live.contains(entity.name()));
  }

  private void steps(JsonNode operation) {
    JsonNode steps = operation.at("/result/steps");
    if (shape() == Shape.TABLE && !steps.isMissingNode()) {
      List<JsonNode> all = new ArrayList<>();
      steps.forEach(all::add);
      out().println();
      PlanCommand.STEPS.table(all, Columns.Header.NAMES).forEach(out()::println);
      out().flush();
    }
    if (operation.has("error")) {
      note("the plan cannot be made: " + operation.at("/error/title").asText());
      note("  fix: " + operation.at("/error/fix").asText());
    }
  }
}
