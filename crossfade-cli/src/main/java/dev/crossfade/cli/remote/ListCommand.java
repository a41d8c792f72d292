package dev.crossfade.cli.remote;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Lists some of many. */
abstract class ListCommand extends RemoteCommand {

  @Mixin private ListOption wanted = new ListOption();

  ListCommand(Map<String, String> environment) {
    super(environment);
  }

  abstract String path();

  abstract Columns columns();

  /** Commands to go on with. */
  List<String> next() {
    return List.of();
  }

  @Override
  final int run() {
    return list(wanted.on(path()), columns(), next());
  }
}
