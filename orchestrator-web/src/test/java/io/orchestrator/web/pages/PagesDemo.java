package io.orchestrator.web.pages;

import io.orchestrator.web.Application;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/**
 * Shows the pages of {@link PagesFixture} to people who work on them. Templates are read from the sources, so a reload
 * shows a change. The users are {@value PagesFixture#OPERATOR}, {@value PagesFixture#VIEWER} and admin.
 */
final class PagesDemo {

    private PagesDemo() {}

    public static void main(String[] arguments) {
        var server = new SpringApplication(PagesServer.class, Application.class);
        server.addInitializers(new PagesServer.Database());
        var settings = Stream.of(
                "--spring.thymeleaf.prefix=file:orchestrator-web/src/main/resources/templates/",
                "--spring.thymeleaf.cache=false");
        server.run(Stream.concat(settings, Stream.of(arguments)).toArray(String[]::new));
    }
}
