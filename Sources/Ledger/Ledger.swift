import GRDB
import Records
