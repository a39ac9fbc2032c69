package io.orchestrator.core.notify.jdbc;

import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.notify.Notice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes notices in the transaction of what they are about. */
public final class NoticeRows {

    private NoticeRows() {}

    public static void add(Pipeline pipeline, List<Notice> notices) {
        if (!notices.isEmpty()) {
            pipeline.update(NoticeSql.INSERT, columns(notices));
        }
    }

    public static void add(Connection connection, List<Notice> notices) throws SQLException {
        if (!notices.isEmpty()) {
            Database.update(connection, NoticeSql.INSERT, columns(notices));
        }
    }

    private static Columns<Notice> columns(List<Notice> notices) {
        return Columns.of(notices)
                .uuid(Notice::id)
                .micros(Notice::at)
                .text(notice -> notice.kind().key())
                .text(Notice::channel)
                .text(Notice::dagId)
                .text(Notice::runId)
                .text(Notice::taskId)
                .integer(Notice::mapIndex)
                .text(Notice::title)
                .json(Notice::detail);
    }
}
