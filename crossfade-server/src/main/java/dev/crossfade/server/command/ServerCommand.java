package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.embedded.process.ShutdownSequence;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.http.ControlServer;
import dev.crossfade.server.http.OwnCertificate;
import dev.crossfade.server.http.ServerSettings;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.oidc.OidcFile;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.steward.Household;
import dev.crossfade.server.wiring.ControlLogin;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the interface until it is told to end. */
@Command(
    name = "server",
    description = "Serves the REST interface, and keeps what is decided in a control store.",
    mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

  private final Console console;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8484",
      description = "Where to listen. Default: ${DEFAULT-VALUE}.")
  private String listen = "";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".crossfade/server",
      description =
          "Folder of the log and of the embedded control store. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Option(
      names = "--control-url",
      paramLabel = "URL",
      description =
          "PostgreSQL database to keep what is decided, instead of an embedded one:"
              + " postgresql://host:port/database. User and password from the URL or from"
              + " CROSSFADE_CONTROL_USER and CROSSFADE_CONTROL_PASSWORD.")
  private @Nullable String controlUrl;

  @Mixin private final ControlTlsOptions controlTls = new ControlTlsOptions();

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Certificate chain, PEM; serves https together with --tls-key.")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key, PEM.")
  private @Nullable Path key;

  @Option(
      names = "--insecure-http",
      description = "Allows to listen beyond this machine without TLS, for example behind a proxy.")
  private boolean insecure;

  @Mixin private final SecretOptions secrets = new SecretOptions();

  @Option(
      names = "--oidc",
      paramLabel = "FILE",
      description = "File that names an identity provider at which people sign in. Default: none.")
  private @Nullable Path oidc;

  @Option(
      names = "--log",
      paramLabel = "STYLE",
      defaultValue = "text",
      description = "How the log looks: text or json. Default: ${DEFAULT-VALUE}.")
  private LogFile.Style log = LogFile.Style.TEXT;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--audit-key",
      paramLabel = "FILE",
      description =
          "Key that signs the audit log, the same for all servers of a control store. Default: one in"
              + " the folder of --data, made when it is needed.")
  private @Nullable Path auditKey;

  @Option(
      names = "--route-key",
      paramLabel = "FILE",
      description =
          "File of the key that signs route records; servers of one control store need the same."
              + " Default: route.key in the data folder.")
  private @Nullable Path routeKey;

  @Mixin private final GatewayBeside beside = new GatewayBeside();

  @Mixin private final RequestLimitOptions limits = new RequestLimitOptions();

  ServerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = settings();
    GatewaySettings traffic = beside.settings(settings.control());
    Household.Means means =
        new Household.Means(kafka.named(console.environment()), auditKey, routeKey);
    ControlServer server =
        ControlServer.start(settings, house -> new Household(house, means).begin());
    AutoCloseable gateway = gateway(server, settings, traffic);
    CountDownLatch ended = new CountDownLatch(1);
    // what it lets go, and signs, is in the embedded services, if it has any; and whoever is moving
    // clients ends that first, for which gateways have to obey
    ShutdownSequence.beforeServices(
        () -> {
          try (gateway) {
            server.close();
          } catch (Exception e) {
            LOG.warn("the server did not end in order", e);
          } finally {
            ended.countDown();
          }
        });
    console.say("crossfade serves " + server.url());
    server
        .invitation()
        .ifPresent(
            link -> {
              console.say("There is no user yet. Make the first one within an hour, at");
              console.say("  " + link);
              console.say("or with crossfade setup, which asks for this link.");
              if (settings.listen().anywhere()) {
                console.say("If others reach this machine by another name, put that one in it.");
              }
            });
    ended.await();
    return Exit.OK.code();
  }

  private AutoCloseable gateway(
      ControlServer server, ServerSettings settings, @Nullable GatewaySettings traffic) {
    ControlSettings control = settings.control();
    if (traffic == null || control == null) {
      return () -> {};
    }
    try {
      return beside.start(traffic, control, settings.data(), console);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private ServerSettings settings() {
    ServerSettings.Listen where = ServerSettings.Listen.parse(listen);
    ServerSettings.Tls tls = tls();
    if (tls == null && !insecure && !where.loopback()) {
      throw Problem.of(
              ServerProblem.OPEN_WITHOUT_TLS,
              "The server would listen on " + listen + " without TLS.",
              "Passwords and tokens could be read on the way.",
              "Give --tls-certificate and --tls-key, or --insecure-http behind a proxy that has TLS.")
          .raise();
    }
    ControlSettings control =
        controlUrl == null
            ? null
            : ControlLogin.settings(controlUrl, controlTls.said(), console.environment());
    return new ServerSettings(
        where,
        data,
        control,
        log,
        tls,
        secrets.released(),
        console.environment(),
        oidc == null ? null : OidcFile.read(oidc, console.environment()),
        auditKey,
        routeKey,
        limits.limits());
  }

  private ServerSettings.@Nullable Tls tls() {
    if ((certificate == null) != (key == null)) {
      throw Problem.of(
              ServerProblem.OPEN_WITHOUT_TLS,
              "Only one of certificate and key is given.",
              "TLS needs both.",
              "Give --tls-certificate and --tls-key.")
          .raise();
    }
    return certificate == null || key == null ? null : OwnCertificate.of(certificate, key);
  }
}
