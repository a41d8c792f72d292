package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.SignIn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Changes something on a server, or only shows what it would ask for. */
abstract class ChangeCommand extends RemoteCommand {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Columns REQUEST = Columns.of("method", "path", "body");
  private static final Columns CONTEXT =
      Columns.of("name", "server", "account", "role", "migration");
  private static final Columns DONE = Columns.of("done", "subject", "dryRun=dry-run");

  @Option(
      names = "--dry-run",
      description = "Shows what would be asked of the server, and changes nothing.")
  private boolean dryRun;

  ChangeCommand(Map<String, String> environment) {
    super(environment);
  }

  boolean dryRun() {
    return dryRun;
  }

  /**
   * Says what was done where nothing is left to show, or what would be: programs get a document.
   */
  int done(String what, String subject) {
    if (shape() != Shape.TABLE) {
      ObjectNode done = JSON.createObjectNode().put("apiVersion", "crossfade.dev/done/v1");
      return show(done.put("done", what).put("subject", subject).put("dryRun", dryRun), DONE);
    }
    return Ends.OK;
  }

  /** The same of a context that is kept by now. */
  int kept(SignIn.Kept kept) {
    if (shape() != Shape.TABLE) {
      ObjectNode context = JSON.createObjectNode().put("apiVersion", "crossfade.dev/context/v1");
      context.put("name", kept.context().name()).put("server", kept.context().server());
      context.put("account", kept.account()).put("role", kept.given().role());
      return show(context.put("migration", kept.given().migration()), CONTEXT);
    }
    return Ends.OK;
  }

  /**
   * Shows a request that is not sent.
   *
   * @param body without secrets
   */
  int would(String method, String path, @Nullable Object body) {
    ObjectNode request = JSON.createObjectNode().put("apiVersion", "crossfade.dev/dry-run/v1");
    request.put("method", method).put("path", path);
    if (body != null) {
      request.set("body", JSON.valueToTree(body));
    }
    return show(request, REQUEST, List.of("the same command without --dry-run"));
  }
}
