package io.orchestrator.web.standalone;

import java.util.Optional;

/** What is printed when everything runs. */
final class Banner {

    private Banner() {}

    static String of(Home home, int port, Optional<Home.AdminPassword> password) {
        return """

                Orchestrator is running.

                  Open      http://127.0.0.1:%d
                  User      admin
                  Password  %s
                  DAGs      a bundle put into %s runs within seconds
                  Logs      %s
                  Stop      Ctrl-C
                """.formatted(port, passwordLine(home, password), home.bundles(), home.logs());
    }

    private static String passwordLine(Home home, Optional<Home.AdminPassword> password) {
        return password.map(known -> known.isNew()
                        ? "%s (also in %s)".formatted(known.value(), home.adminPasswordFile())
                        : "in " + home.adminPasswordFile())
                .orElse("the one you have kept; its file is gone");
    }
}
