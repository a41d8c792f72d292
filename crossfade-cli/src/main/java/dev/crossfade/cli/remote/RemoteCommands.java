package dev.crossfade.cli.remote;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** All commands that ask a server. */
public final class RemoteCommands {

  private RemoteCommands() {}

  /** Adds them to a command line. */
  public static void addTo(CommandLine root, Map<String, String> environment) {
    root.addSubcommand(new SetupCommand(environment));
    root.addSubcommand(new LoginCommand(environment));
    root.addSubcommand(new ContextCommands.LogoutCommand(environment));
    root.addSubcommand(new ContextCommands.WhoAmICommand(environment));
    root.addSubcommand(ContextCommands.of(environment));
    root.addSubcommand(new ApplyCommand(environment));
    root.addSubcommand(MigrationCommands.of(environment));
    root.addSubcommand(SignOffCommands.of(environment));
    root.addSubcommand(OperationCommands.of(environment));
    root.addSubcommand(AccessCommands.tokens(environment));
    root.addSubcommand(AccessCommands.users(environment));
    root.addSubcommand(new CompletionCommand());
    Objects.requireNonNull(root.getSubcommands().get("audit"))
        .addSubcommand(AuditCommands.of(environment));
  }
}
