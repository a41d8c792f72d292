package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Changes something on a server, or only shows what it would ask for. */
abstract class ChangeCommand extends RemoteCommand {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Columns REQUEST = Columns.of("method", "path", "body");

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
