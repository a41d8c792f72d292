package dev.crossfade.server.http;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.oidc.OidcSettings;
import dev.crossfade.server.security.RequestLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param listen where it listens
 * @param data folder of its log, and of the embedded control store
 * @param control the control store; null for an embedded one
 * @param log how its log looks
 * @param tls certificate and key; null without TLS
 * @param secrets what specifications may refer to
 * @param environment variables of the process
 * @param oidc the identity provider; null without one
 * @param auditKey file of the key that signs the audit log; null for one in the folder
 * @param routeKey file of the key that signs route records; null for the one in the folder
 * @param limits how many requests one alone is answered
 */
public record ServerSettings(
    Listen listen,
    Path data,
    @Nullable ControlSettings control,
    LogFile.Style log,
    @Nullable Tls tls,
    ReleasedSecrets secrets,
    Map<String, String> environment,
    @Nullable OidcSettings oidc,
    @Nullable Path auditKey,
    @Nullable Path routeKey,
    RequestLimits limits) {

  public ServerSettings {
    environment = Map.copyOf(environment);
  }

  /** The same with the usual limits and the key of the folder. */
  public ServerSettings(
      Listen listen,
      Path data,
      @Nullable ControlSettings control,
      LogFile.Style log,
      @Nullable Tls tls,
      ReleasedSecrets secrets,
      Map<String, String> environment,
      @Nullable OidcSettings oidc,
      @Nullable Path auditKey) {
    this(
        listen,
        data,
        control,
        log,
        tls,
        secrets,
        environment,
        oidc,
        auditKey,
        null,
        RequestLimits.DEFAULTS);
  }

  /** Names of variables only. */
  @Override
  public String toString() {
    return "ServerSettings[" + listen + ", " + data + ", " + control + "]";
  }

  /**
   * Where a server listens.
   *
   * @param port 0 for any that is free
   */
  public record Listen(String host, int port) {

    /** The parts of {@code HOST:PORT}. */
    public static Listen parse(String text) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
        throw Problem.of(
                ServerProblem.CANNOT_LISTEN,
                "The server cannot listen on " + text + ".",
                "It is not of the form HOST:PORT.",
                "Write for example 127.0.0.1:8484.")
            .raise();
      }
      return new Listen(text.substring(0, colon), Integer.parseInt(port));
    }

    /** Whether only this machine can reach it. */
    public boolean loopback() {
      return is(InetAddress::isLoopbackAddress);
    }

    /** Whether it listens on all addresses of this machine, none of which it names. */
    public boolean anywhere() {
      return is(InetAddress::isAnyLocalAddress);
    }

    private boolean is(Predicate<InetAddress> what) {
      try {
        return what.test(InetAddress.getByName(host));
      } catch (UnknownHostException e) {
        return false;
      }
    }

    /** By what others can reach it: the host, or this machine's name where that is no address. */
    String reached() {
      try {
        return anywhere() ? InetAddress.getLocalHost().getHostName() : host;
      } catch (UnknownHostException e) {
        return "localhost";
      }
    }
  }

  /** Certificate and private key, as PEM files. */
  public record Tls(Path certificate, Path key) {}
}
