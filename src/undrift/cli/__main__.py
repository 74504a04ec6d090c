from undrift.cli import main

raise SystemExit(main())
