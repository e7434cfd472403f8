"""The 整改台账 that an office keeps: new problems are added, what people typed stays, what is due is marked."""
