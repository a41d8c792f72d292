package dev.crossfade.bench.gateway;

import java.nio.file.Path;

/** What each server is told. */
final class ProxyFiles {

  private static final String HEAD =
      """
      daemon off;
      worker_processes %d;
      error_log /dev/null;
      pid %s.pid;
      events { worker_connections 1024; }
      http {
        access_log off;
        keepalive_requests 1000000000;
      """;

  private ProxyFiles() {}

  static String origin(int port, Path folder) {
    return HEAD.formatted(1, folder.resolve("origin"))
        + "  server { listen 127.0.0.1:%d; location / { return 200 \"%s\"; } }\n}\n"
            .formatted(port, "x".repeat(1024));
  }

  static String nginx(int port, int origin, Path folder) {
    return HEAD.formatted(2, folder.resolve("nginx"))
        + """
          upstream origin {
            server 127.0.0.1:%d;
            keepalive 64;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:%d;
            location / {
              proxy_pass http://origin;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            }
          }
        }
        """
            .formatted(origin, port);
  }

  static String haproxy(int port, int origin) {
    return """
    global
      nbthread 2
      maxconn 1024
    defaults
      mode http
      option forwardfor
      http-reuse always
      timeout connect 2s
      timeout client 30s
      timeout server 30s
    frontend clients
      bind 127.0.0.1:%d
      default_backend origin
    backend origin
      server one 127.0.0.1:%d
    """
        .formatted(port, origin);
  }

  static String gateway(int port, int origin, String key) {
    return """
    apiVersion: crossfade.dev/v1
    kind: Gateway
    name: bench
    listeners: [{address: 127.0.0.1:%d}]
    admin: 127.0.0.1:0
    stacks:
      legacy: {addresses: [127.0.0.1:%d]}
      new: {addresses: [127.0.0.1:%d]}
    record: {keys: [%s]}
    routes: [{name: all, prefix: /}]
    """
        .formatted(port, origin, origin, key);
  }
}
